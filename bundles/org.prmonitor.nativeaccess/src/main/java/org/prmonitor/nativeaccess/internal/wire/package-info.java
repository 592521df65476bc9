/** The wire contract's Java side: {@code driver/wire/prmonitor_wire.h} and {@code prmonitor_linux.h}. */
@NullMarked
package org.prmonitor.nativeaccess.internal.wire;

import org.jspecify.annotations.NullMarked;
