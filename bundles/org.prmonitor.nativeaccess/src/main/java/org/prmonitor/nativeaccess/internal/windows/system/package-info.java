/** The functions of Windows that are used, behind interfaces, and what their errors mean. */
@NullMarked
package org.prmonitor.nativeaccess.internal.windows.system;

import org.jspecify.annotations.NullMarked;
