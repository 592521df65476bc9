/** The driver's device: its control codes and the structures that they move, as prmonitor_windows.h has them. */
@NullMarked
package org.prmonitor.nativeaccess.internal.windows.device;

import org.jspecify.annotations.NullMarked;
