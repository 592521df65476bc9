package org.prmonitor.api.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The process that an event is about, and on whose behalf it acts. What the channel does not know is null.
 *
 * @param key which process
 * @param threadId the thread that acted
 * @param userId the real user id (Linux)
 * @param groupId the real group id (Linux)
 * @param userSid the user's security identifier (Windows)
 * @param sessionId the session
 */
public record ProcessSubject(
        ProcessKey key,
        @Nullable Long threadId,
        @Nullable Long userId,
        @Nullable Long groupId,
        @Nullable String userSid,
        @Nullable Long sessionId) {

    /**
     * Refuses a missing key.
     *
     * @param key the record's component
     * @param threadId the record's component
     * @param userId the record's component
     * @param groupId the record's component
     * @param userSid the record's component
     * @param sessionId the record's component
     */
    public ProcessSubject {
        Objects.requireNonNull(key, "key");
    }

    /**
     * {@return a process of which only the identity is known}
     *
     * @param key which process
     */
    public static ProcessSubject of(ProcessKey key) {
        return new ProcessSubject(key, null, null, null, null, null);
    }
}
