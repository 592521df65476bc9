/** Tests. */
@NullMarked
package org.prmonitor.nativeaccess.internal.windows.device;

import org.jspecify.annotations.NullMarked;
