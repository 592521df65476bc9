/** From the kernel's ring to a consumer, stage by stage, beside a reader in C: how many events a second, and how long one takes. */
@NullMarked
package org.prmonitor.bench.internal.kernel;

import org.jspecify.annotations.NullMarked;
