package org.prmonitor.api.event;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A process runs a new image. On Linux that is a successful {@code execve}: a process that executes twice is reported
 * twice, under one key. On Windows it is the creation of the process.
 *
 * @param header sequence, time, channel
 * @param subject the process
 * @param parentId the parent's process id
 * @param parentKey the parent's key
 * @param creatorId the process that asked for this one, where that is not the parent
 * @param imagePath the executable. On Linux as {@code execve} was given it, which may be relative or a symbolic link
 * @param commandLine what it was started with
 * @param snapshot true for a process that already ran when the channel opened, reported once from the system's tables
 */
public record ProcessStarted(
        EventHeader header,
        ProcessSubject subject,
        @Nullable Long parentId,
        @Nullable ProcessKey parentKey,
        @Nullable Long creatorId,
        @Nullable String imagePath,
        @Nullable CommandLine commandLine,
        boolean snapshot)
        implements ProcessEvent {

    private static final EventSchema<ProcessStarted> SCHEMA = EventSchema.about(ProcessStarted::subject)
            .with(EventKeys.PARENT_ID, ProcessStarted::parentId)
            .with(EventKeys.PARENT_KEY, event -> EventSchema.text(event.parentKey))
            .with(EventKeys.CREATOR_ID, ProcessStarted::creatorId)
            .with(EventKeys.IMAGE_PATH, ProcessStarted::imagePath)
            .withCommandLine(ProcessStarted::commandLine)
            .with(EventKeys.SNAPSHOT, event -> EventSchema.flag(event.snapshot));

    /**
     * Refuses a missing header or subject.
     *
     * @param header the record's component
     * @param subject the record's component
     * @param parentId the record's component
     * @param parentKey the record's component
     * @param creatorId the record's component
     * @param imagePath the record's component
     * @param commandLine the record's component
     * @param snapshot the record's component
     */
    public ProcessStarted {
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(subject, "subject");
    }

    @Override
    public String topic() {
        return EventTopics.PROCESS_STARTED;
    }

    @Override
    public Map<String, Object> properties() {
        return SCHEMA.view(this);
    }
}
