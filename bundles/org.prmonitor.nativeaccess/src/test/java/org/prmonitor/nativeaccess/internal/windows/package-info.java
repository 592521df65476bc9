/** Tests. */
@NullMarked
package org.prmonitor.nativeaccess.internal.windows;

import org.jspecify.annotations.NullMarked;
