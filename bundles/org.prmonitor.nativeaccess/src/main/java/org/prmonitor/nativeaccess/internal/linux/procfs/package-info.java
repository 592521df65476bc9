/** The process table as {@code /proc} shows it. Pure Java: it works where no native library loads. */
@NullMarked
package org.prmonitor.nativeaccess.internal.linux.procfs;

import org.jspecify.annotations.NullMarked;
