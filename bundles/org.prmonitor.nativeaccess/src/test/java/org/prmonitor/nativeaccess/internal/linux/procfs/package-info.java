@NullMarked
package org.prmonitor.nativeaccess.internal.linux.procfs;

import org.jspecify.annotations.NullMarked;
