/** The bounded ring of events in memory: one writer, many readers with a cursor each. */
@NullMarked
package org.prmonitor.source.internal.journal;

import org.jspecify.annotations.NullMarked;
