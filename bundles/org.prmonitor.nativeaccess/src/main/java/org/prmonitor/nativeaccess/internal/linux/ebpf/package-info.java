/** The channel {@code linux-ebpf}. */
@NullMarked
package org.prmonitor.nativeaccess.internal.linux.ebpf;

import org.jspecify.annotations.NullMarked;
