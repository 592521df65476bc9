/** The ways out of the journal. */
@NullMarked
package org.prmonitor.source.internal.lane;

import org.jspecify.annotations.NullMarked;
