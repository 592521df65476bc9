package org.prmonitor.source.internal.lane;

import java.util.List;
import java.util.Optional;

/** What the framework knows of EventAdmin and its handlers. Any thread. */
interface HandlerDirectory {

    /** All handlers that are registered. */
    List<HandlerService> handlers();

    /**
     * What EventAdmin itself says that it gives nothing any more, one text each, as Felix's MBean has it since 1.6; empty where
     * the implementation does not say.
     */
    Optional<List<String>> denied();

    /** Whether there is a log to read, so that a time need not be guessed from. */
    boolean hasLog();

    /** After how long EventAdmin gives up a handler, in nanoseconds; 0 for never. */
    long timeoutNanos();
}
