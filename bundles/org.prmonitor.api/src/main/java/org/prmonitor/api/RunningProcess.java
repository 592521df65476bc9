package org.prmonitor.api;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessSubject;

/**
 * A process that runs: a row of a channel's snapshot and of the source's process table. What is not known is null.
 *
 * @param subject the process
 * @param parentId its parent's process id
 * @param parentKey its parent's key
 * @param imagePath what it runs
 * @param commandLine what it was started with; null for a kernel thread
 * @param startTime when it was created, to the platform's resolution
 * @param observedAt the moment for which all this is true; what happened to the process before it is contained
 */
public record RunningProcess(
        ProcessSubject subject,
        @Nullable Long parentId,
        @Nullable ProcessKey parentKey,
        @Nullable String imagePath,
        @Nullable CommandLine commandLine,
        @Nullable Instant startTime,
        Instant observedAt) {

    /**
     * Refuses a missing subject or moment.
     *
     * @param subject the record's component
     * @param parentId the record's component
     * @param parentKey the record's component
     * @param imagePath the record's component
     * @param commandLine the record's component
     * @param startTime the record's component
     * @param observedAt the record's component
     */
    public RunningProcess {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(observedAt, "observedAt");
    }

    /** {@return which process: unique for the machine's life} */
    public ProcessKey key() {
        return subject.key();
    }

    /** {@return the process id} */
    public long processId() {
        return subject.key().processId();
    }
}
