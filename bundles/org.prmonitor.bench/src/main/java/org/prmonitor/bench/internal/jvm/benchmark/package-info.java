/**
 * The benchmarks that JMH runs, in JVMs that it forks, on a plain class path: there the parts of the source and of the channels
 * that no bundle exports can be called by themselves.
 */
@NullMarked
package org.prmonitor.bench.internal.jvm.benchmark;

import org.jspecify.annotations.NullMarked;
