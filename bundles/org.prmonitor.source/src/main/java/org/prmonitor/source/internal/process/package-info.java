/** The table of running processes, and what of a snapshot is in the live stream too. */
@NullMarked
package org.prmonitor.source.internal.process;

import org.jspecify.annotations.NullMarked;
