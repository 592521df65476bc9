package org.prmonitor.api.event;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A process ended: its last thread is gone.
 *
 * @param header sequence, time, channel
 * @param subject the process
 * @param exitCode what it returned; null where a signal ended it or the channel cannot know
 * @param exitSignal the signal that ended it; null where it returned or the channel cannot know
 * @param lifetime from its start to its exit, to the platform's resolution
 * @param imagePath what it last ran, where known
 * @param commandLine what that was started with, where known
 */
public record ProcessExited(
        EventHeader header,
        ProcessSubject subject,
        @Nullable Integer exitCode,
        @Nullable Integer exitSignal,
        @Nullable Duration lifetime,
        @Nullable String imagePath,
        @Nullable CommandLine commandLine)
        implements ProcessEvent {

    private static final EventSchema<ProcessExited> SCHEMA = EventSchema.about(ProcessExited::subject)
            .with(EventKeys.IMAGE_PATH, ProcessExited::imagePath)
            .withCommandLine(ProcessExited::commandLine)
            .with(EventKeys.EXIT_CODE, ProcessExited::exitCode)
            .with(EventKeys.EXIT_SIGNAL, ProcessExited::exitSignal)
            .with(EventKeys.PROCESS_LIFETIME, event -> event.lifetime == null ? null : event.lifetime.toNanos());

    /**
     * Refuses a missing header or subject.
     *
     * @param header the record's component
     * @param subject the record's component
     * @param exitCode the record's component
     * @param exitSignal the record's component
     * @param lifetime the record's component
     * @param imagePath the record's component
     * @param commandLine the record's component
     */
    public ProcessExited {
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(subject, "subject");
    }

    /**
     * {@return the same exit, naming what the process ran}
     *
     * @param newImagePath what it last ran; null where not known
     * @param newCommandLine what that was started with; null where not known
     */
    public ProcessExited withImage(@Nullable String newImagePath, @Nullable CommandLine newCommandLine) {
        return new ProcessExited(header, subject, exitCode, exitSignal, lifetime, newImagePath, newCommandLine);
    }

    @Override
    public String topic() {
        return EventTopics.PROCESS_EXITED;
    }

    @Override
    public Map<String, Object> properties() {
        return SCHEMA.view(this);
    }
}
