package org.prmonitor.api.event;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A process was copied (Linux: {@code fork}, {@code vfork} or a {@code clone} that makes a new thread group). It runs its
 * parent's image until a {@link ProcessStarted} says otherwise.
 *
 * @param header sequence, time, channel
 * @param subject the new process
 * @param parentId the parent's process id
 * @param parentKey the parent's key
 * @param creatorId the process that called, where that is not the parent ({@code CLONE_PARENT})
 */
public record ProcessForked(
        EventHeader header,
        ProcessSubject subject,
        @Nullable Long parentId,
        @Nullable ProcessKey parentKey,
        @Nullable Long creatorId)
        implements ProcessEvent {

    private static final EventSchema<ProcessForked> SCHEMA = EventSchema.about(ProcessForked::subject)
            .with(EventKeys.PARENT_ID, ProcessForked::parentId)
            .with(EventKeys.PARENT_KEY, event -> EventSchema.text(event.parentKey))
            .with(EventKeys.CREATOR_ID, ProcessForked::creatorId);

    /**
     * Refuses a missing header or subject.
     *
     * @param header the record's component
     * @param subject the record's component
     * @param parentId the record's component
     * @param parentKey the record's component
     * @param creatorId the record's component
     */
    public ProcessForked {
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(subject, "subject");
    }

    @Override
    public String topic() {
        return EventTopics.PROCESS_FORKED;
    }

    @Override
    public Map<String, Object> properties() {
        return SCHEMA.view(this);
    }
}
