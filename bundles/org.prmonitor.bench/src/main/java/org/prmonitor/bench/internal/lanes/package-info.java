/** How many events a second each lane takes, beside what EventAdmin itself takes; and what a slow neighbour costs. */
@NullMarked
package org.prmonitor.bench.internal.lanes;

import org.jspecify.annotations.NullMarked;
