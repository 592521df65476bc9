package org.prmonitor.api.event;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A process changed the registry, or tried to (Windows: {@code CmRegisterCallbackEx}, after the operation).
 *
 * @param header sequence, time, channel
 * @param subject the process that did it
 * @param operation what was done
 * @param key the key's path as the kernel names it, such as {@code \REGISTRY\MACHINE\SOFTWARE\Example}; before a renaming
 * @param keyTruncated whether the path is longer than {@code key}
 * @param newName the key's new name, without a path; only on a renaming
 * @param valueName the value's name, empty for the key's default value; null where no value was touched
 * @param data what the value was set to; null where none was set
 * @param status the operation's final {@code NTSTATUS}: 0 or above for success, negative for an error
 */
public record RegistryChanged(
        EventHeader header,
        ProcessSubject subject,
        RegistryOperation operation,
        @Nullable String key,
        boolean keyTruncated,
        @Nullable String newName,
        @Nullable String valueName,
        @Nullable RegistryData data,
        int status)
        implements RegistryEvent {

    private static final EventSchema<RegistryChanged> SCHEMA = EventSchema.about(RegistryChanged::subject)
            .with(EventKeys.REGISTRY_OPERATION, event -> event.operation.name())
            .with(EventKeys.REGISTRY_KEY, RegistryChanged::key)
            .with(EventKeys.REGISTRY_NEW_KEY, RegistryChanged::newKey)
            .with(EventKeys.REGISTRY_VALUE, RegistryChanged::valueName)
            .with(EventKeys.REGISTRY_TYPE, RegistryChanged::data, RegistryData::typeName)
            .with(EventKeys.REGISTRY_DATA, RegistryChanged::data, RegistryData::value)
            .with(EventKeys.TRUNCATED, event -> EventSchema.flag(event.isTruncated()))
            .with(EventKeys.REGISTRY_STATUS, RegistryChanged::status);

    /**
     * Refuses a missing header, subject or operation.
     *
     * @param header the record's component
     * @param subject the record's component
     * @param operation the record's component
     * @param key the record's component
     * @param keyTruncated the record's component
     * @param newName the record's component
     * @param valueName the record's component
     * @param data the record's component
     * @param status the record's component
     */
    public RegistryChanged {
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(operation, "operation");
    }

    /**
     * {@return the key's path after a renaming; null on every other operation, and where the path before is not known whole}
     */
    public @Nullable String newKey() {
        return newName == null || key == null || keyTruncated ? null : key.substring(0, key.lastIndexOf('\\') + 1) + newName;
    }

    /** {@return whether it came about: {@code NT_SUCCESS(status)}} */
    public boolean succeeded() {
        return status >= 0;
    }

    /** {@return whether the key's path or the value's data is longer than what is here} */
    public boolean isTruncated() {
        return keyTruncated || data != null && data.isTruncated();
    }

    @Override
    public String topic() {
        return operation.topic();
    }

    @Override
    public Map<String, Object> properties() {
        return SCHEMA.view(this);
    }
}
