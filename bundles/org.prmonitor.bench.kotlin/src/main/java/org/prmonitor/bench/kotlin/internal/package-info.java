/** Collects a flow for the bench, which is in Java and knows nothing of Kotlin. */
@NullMarked
package org.prmonitor.bench.kotlin.internal;

import org.jspecify.annotations.NullMarked;
