/** Copies of the consumer's bundle: made, swapped, and watched. The container tests use it too. */
@NullMarked
package org.prmonitor.bench.internal.consumer;

import org.jspecify.annotations.NullMarked;
