@NullMarked
package org.prmonitor.nativeaccess.internal.linux;

import org.jspecify.annotations.NullMarked;
