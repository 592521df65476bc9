/** Consumers that are swapped while events flow, and what became of every event. */
@NullMarked
package org.prmonitor.bench.internal.swap;

import org.jspecify.annotations.NullMarked;
