/** How the driver gets into the kernel and out of it again: the file, the service, and the lock around both. */
@NullMarked
package org.prmonitor.nativeaccess.internal.windows.install;

import org.jspecify.annotations.NullMarked;
