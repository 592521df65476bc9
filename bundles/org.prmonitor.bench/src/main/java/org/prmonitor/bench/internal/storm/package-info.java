/** Storms of real processes beside prmonitor, and beside what a user would run instead: who saw what, and what it cost. */
@NullMarked
package org.prmonitor.bench.internal.storm;

import org.jspecify.annotations.NullMarked;
