package org.prmonitor.source.internal.listener;

import org.jspecify.annotations.Nullable;
import org.prmonitor.api.Resume;
import org.prmonitor.source.internal.log.IncidentLog;

/** What the log is told of one id: who is served from where, and what becomes of its place. Any thread. */
final class ListenerNews {

    private final String id;
    private final IncidentLog log;

    ListenerNews(String id, IncidentLog log) {
        this.id = id;
        this.log = log;
    }

    /** A newcomer without a place of its own before. */
    void begins(String owner, ListenerPlace place) {
        log.info(subject(owner) + " begins (resume = " + place.resume() + ")");
    }

    /**
     * A place goes on.
     *
     * @param before whose it was
     * @param waits whether that one is still there
     * @param passed the last event that is over
     * @param waiting how many events are to be read
     */
    void goesOn(String owner, @Nullable String before, boolean waits, long passed, long waiting) {
        var how = before == null || before.equals(owner) ? " goes on" : " took over from " + before;
        log.audit(subject(owner) + how + " after event " + passed + ", " + waiting + " waiting" + (waits ? "; " + before + " waits" : ""));
    }

    /** Its place is known, and kept in another way than it asks for. */
    void isKeptOtherwise(String owner, Resume asked, Resume kept) {
        log.warn(subject(owner) + " asks for resume = " + asked + ", but goes on where its id left off, in a place that is kept as for "
                + kept + "; what it asks for holds once that place is given up");
    }

    /** Another one with the same id is served. */
    void waits(String owner, String served) {
        log.info(subject(owner) + " waits, " + served + " is served");
    }

    /** There is no place for it. */
    void cannotBeServed(String owner, String reason) {
        log.warn(subject(owner) + " cannot be served: " + reason);
    }

    /** Nobody will go on there. */
    void givenUp(String why, ListenerPlace place, long waiting) {
        log.info("listener " + id + ": " + why + "; its place after event " + place.passed() + " is given up, " + waiting + " waiting");
    }

    /** Its thread is in what lies below the cursor, and does not come back. */
    void hangs(ListenerPlace place) {
        log.warn("listener " + id + ": thread " + ListenerThreads.PREFIX + id + " hangs while it reads after event " + place.passed()
                + "; the place is given up");
    }

    private String subject(String owner) {
        return "listener " + id + ": bundle " + owner;
    }
}
