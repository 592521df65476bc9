/** Half an hour of processes, scripted and real, in one JVM: what it takes from the system has to stay as it is. */
@NullMarked
package org.prmonitor.bench.internal.soak;

import org.jspecify.annotations.NullMarked;
