/** What every Linux channel needs: libc, its error codes, owned descriptors and mappings, and the boot's clock. */
@NullMarked
package org.prmonitor.nativeaccess.internal.linux;

import org.jspecify.annotations.NullMarked;
