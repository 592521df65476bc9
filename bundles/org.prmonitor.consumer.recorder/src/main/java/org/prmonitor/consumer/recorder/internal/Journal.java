package org.prmonitor.consumer.recorder.internal;

import java.util.UUID;

/** What the recorder asks the source. */
interface Journal {

    /** Which numbering the events that come now belong to. */
    UUID id();

    /** The highest number given so far, 0 before the first. */
    long lastSequence();
}
