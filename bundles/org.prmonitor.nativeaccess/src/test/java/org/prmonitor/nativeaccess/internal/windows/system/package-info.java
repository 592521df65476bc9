/** Tests. */
@NullMarked
package org.prmonitor.nativeaccess.internal.windows.system;

import org.jspecify.annotations.NullMarked;
