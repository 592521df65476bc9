/** Tests. */
@NullMarked
package org.prmonitor.nativeaccess.internal.windows.install;

import org.jspecify.annotations.NullMarked;
