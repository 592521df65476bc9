@NullMarked
package org.prmonitor.nativeaccess.internal.wire;

import org.jspecify.annotations.NullMarked;
