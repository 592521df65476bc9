/** The listener lane: from the journal to every MonitorEventListener service, each on a thread and from a cursor of its own. */
@NullMarked
package org.prmonitor.source.internal.listener;

import org.jspecify.annotations.NullMarked;
