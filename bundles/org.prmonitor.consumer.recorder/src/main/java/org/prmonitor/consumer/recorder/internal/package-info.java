/** The recorder: a durable listener that writes every event exactly once, as a line of OCSF, whatever happens to it. */
@NullMarked
package org.prmonitor.consumer.recorder.internal;

import org.jspecify.annotations.NullMarked;
