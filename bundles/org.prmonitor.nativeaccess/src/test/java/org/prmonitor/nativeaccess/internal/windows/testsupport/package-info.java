/** A Windows in memory: handles, events, mutexes, services, and a driver that follows prmonitor_windows.h. */
@NullMarked
package org.prmonitor.nativeaccess.internal.windows.testsupport;

import org.jspecify.annotations.NullMarked;
