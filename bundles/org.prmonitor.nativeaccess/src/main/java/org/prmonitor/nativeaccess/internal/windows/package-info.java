/** The channel {@code windows-driver}: PRMonitor.sys, and what the launcher's {@code driver} command does with it. */
@NullMarked
package org.prmonitor.nativeaccess.internal.windows;

import org.jspecify.annotations.NullMarked;
