/** The BPF ring buffer, read in place. */
@NullMarked
package org.prmonitor.nativeaccess.internal.linux.ring;

import org.jspecify.annotations.NullMarked;
