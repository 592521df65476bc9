/** The wire contract's Java side: {@code driver/wire/prmonitor_wire.h}, {@code prmonitor_linux.h}, and GETINFO's batches. */
@NullMarked
package org.prmonitor.nativeaccess.internal.wire;

import org.jspecify.annotations.NullMarked;
