package org.prmonitor.consumer.recorder.internal;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the recorder asks the source. From any thread. */
interface Journal {

    /** Which numbering the events that come now belong to; null for not known yet. */
    @Nullable UUID id();

    /** The highest number given so far, 0 where that is not known. */
    long lastSequence();
}
