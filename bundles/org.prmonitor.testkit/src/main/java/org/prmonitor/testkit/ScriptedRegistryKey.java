package org.prmonitor.testkit;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.RegistryChanged;
import org.prmonitor.api.event.RegistryData;
import org.prmonitor.api.event.RegistryOperation;

/**
 * A key of a script's registry: makes the events that a channel would report for what is done to it. Immutable.
 *
 * @param path as the kernel names it, such as {@code \REGISTRY\MACHINE\SOFTWARE}
 * @param status the {@code NTSTATUS} that every operation on it comes to
 */
public record ScriptedRegistryKey(String path, int status) {

    /** Refuses a missing path. */
    public ScriptedRegistryKey {
        Objects.requireNonNull(path, "path");
    }

    /** A key on which every operation succeeds. */
    public static ScriptedRegistryKey of(String path) {
        return new ScriptedRegistryKey(path, 0);
    }

    /** The same, on which every operation fails. */
    public ScriptedRegistryKey failing(int newStatus) {
        return new ScriptedRegistryKey(path, newStatus);
    }

    /** A process creates it. */
    public ScriptedEvent createdBy(ScriptedProcess process) {
        return changed(process, RegistryOperation.KEY_CREATED, null, null, null);
    }

    /** A process deletes it. */
    public ScriptedEvent deletedBy(ScriptedProcess process) {
        return changed(process, RegistryOperation.KEY_DELETED, null, null, null);
    }

    /** A process renames it; the new name has no path. */
    public ScriptedEvent renamedBy(ScriptedProcess process, String newName) {
        return changed(process, RegistryOperation.KEY_RENAMED, newName, null, null);
    }

    /** A process sets a value; the empty name is the default value's. */
    public ScriptedEvent valueSetBy(ScriptedProcess process, String name, RegistryData data) {
        return changed(process, RegistryOperation.VALUE_SET, null, name, data);
    }

    /** A process deletes a value. */
    public ScriptedEvent valueDeletedBy(ScriptedProcess process, String name) {
        return changed(process, RegistryOperation.VALUE_DELETED, null, name, null);
    }

    private ScriptedEvent changed(
            ScriptedProcess process,
            RegistryOperation operation,
            @Nullable String newName,
            @Nullable String valueName,
            @Nullable RegistryData data) {
        return ScriptedEvent.of(
                EventType.REGISTRY,
                header -> new RegistryChanged(header, process.subject(), operation, path, false, newName, valueName, data, status));
    }
}
