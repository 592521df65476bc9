/** The process view while a storm of processes runs: how long its thread is away, how soon a typed letter is seen, what is left in the heap. */
@NullMarked
package org.prmonitor.bench.internal.ui;

import org.jspecify.annotations.NullMarked;
