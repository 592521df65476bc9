package org.prmonitor.jmx.internal;

import java.util.List;
import java.util.Map;
import javax.management.MXBean;
import org.jspecify.annotations.Nullable;

/**
 * The source as JMX shows it: all of it open types, so that a client needs no class of ours. Every attribute is read anew;
 * the numbers within one attribute are of one moment.
 */
@MXBean
public interface MonitorEventSourceMXBean {

    /** What the source is doing, in lower case, such as {@code running}. */
    String getState();

    /** The open channel's name; null when none is open. */
    @Nullable String getChannel();

    /** What that channel promises, in words; null when none is open. */
    @Nullable String getFidelity();

    /** One line for each better channel that did not open and why, or for the last failure. */
    List<String> getRemarks();

    /** Which numbering the sequence numbers belong to. */
    String getJournalId();

    /** The highest sequence number given so far. */
    long getLastSequence();

    /** The books of every hop, by its name, in the order of an event's way. */
    Map<String, BooksData> getHops();

    /** The listeners, those included whose place is only kept, by id. */
    Map<String, ListenerData> getListeners();
}
