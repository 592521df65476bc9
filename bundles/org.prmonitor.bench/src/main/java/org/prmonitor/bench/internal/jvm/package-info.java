/** What each step of an event costs by itself, in nanoseconds and in bytes of the heap: JMH's runner, outside of any framework. */
@NullMarked
package org.prmonitor.bench.internal.jvm;

import org.jspecify.annotations.NullMarked;
