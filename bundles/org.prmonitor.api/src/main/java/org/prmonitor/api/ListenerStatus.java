package org.prmonitor.api;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One listener at one moment.
 *
 * @param id under which its place in the journal is kept
 * @param bundle symbolic name and version of the bundle whose service it is, or was; null where the source cannot know
 * @param state what it is doing
 * @param resume how its place is kept
 * @param books seen, delivered, filtered and lost since this id was first known (for {@link Resume#DURABLE}: by this source),
 *     over all instances; {@link HopStatistics#inFlight()} is its lag. An event that it threw at counts as delivered.
 * @param errors how many calls threw
 * @param lastError what the last of them threw; null for none
 * @param callDuration how long the call that it is in has lasted; zero where it is in none
 * @param remark why it is refused, or what it should know, such as a type that the source does not publish; null for nothing
 */
public record ListenerStatus(
        String id,
        @Nullable String bundle,
        ListenerState state,
        Resume resume,
        HopStatistics books,
        long errors,
        @Nullable String lastError,
        Duration callDuration,
        @Nullable String remark) {

    /**
     * Refuses what is missing.
     *
     * @param id the record's component
     * @param bundle the record's component
     * @param state the record's component
     * @param resume the record's component
     * @param books the record's component
     * @param errors the record's component
     * @param lastError the record's component
     * @param callDuration the record's component
     * @param remark the record's component
     */
    public ListenerStatus {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(resume, "resume");
        Objects.requireNonNull(books, "books");
        Objects.requireNonNull(callDuration, "callDuration");
    }
}
