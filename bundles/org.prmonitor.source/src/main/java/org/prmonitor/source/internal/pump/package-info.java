/** The one thread between a channel and the journal: choosing, waiting, draining, recovering. */
@NullMarked
package org.prmonitor.source.internal.pump;

import org.jspecify.annotations.NullMarked;
