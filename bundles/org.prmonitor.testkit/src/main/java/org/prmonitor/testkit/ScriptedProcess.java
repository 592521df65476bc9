package org.prmonitor.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.ImageLoaded;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessForked;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.ProcessSubject;
import org.prmonitor.api.event.RegistryChanged;
import org.prmonitor.api.event.RegistryData;
import org.prmonitor.api.event.RegistryOperation;

/**
 * A process of a script: makes the events and the snapshot row that a channel would report for it. Immutable.
 *
 * @param subject which process, and on whose behalf it acts
 * @param parent its parent; null where nobody knows
 * @param imagePath what it runs
 * @param commandLine what it was started with
 */
public record ScriptedProcess(
        ProcessSubject subject, @Nullable ProcessKey parent, @Nullable String imagePath, @Nullable CommandLine commandLine) {

    /** The boot in the key of every scripted process. */
    public static final long BOOT = 0x7e57_7e57_7e57_7e57L;

    /**
     * Refuses a missing subject.
     *
     * @param subject the record's component
     * @param parent the record's component
     * @param imagePath the record's component
     * @param commandLine the record's component
     */
    public ScriptedProcess {
        Objects.requireNonNull(subject, "subject");
    }

    /**
     * A process of which nobody knows on whose behalf it acts.
     *
     * @param key which process
     * @param parent its parent's key; null where nobody knows
     * @param imagePath what it runs; null where nobody knows
     * @param commandLine what it was started with; null where nobody knows
     */
    public ScriptedProcess(ProcessKey key, @Nullable ProcessKey parent, @Nullable String imagePath, @Nullable CommandLine commandLine) {
        this(ProcessSubject.of(key), parent, imagePath, commandLine);
    }

    /**
     * {@return a process of which only the id is known; its key's start is 1}
     *
     * @param processId in the key
     */
    public static ScriptedProcess of(long processId) {
        return new ScriptedProcess(new ProcessKey(BOOT, processId, 1), null, null, null);
    }

    /** {@return which process} */
    public ProcessKey key() {
        return subject.key();
    }

    /**
     * {@return another process with the same id, as when a process id comes back}
     *
     * @param start in the unit of {@link ProcessKey#start()}
     */
    public ScriptedProcess bornAt(long start) {
        return with(new ProcessSubject(
                new ProcessKey(BOOT, key().processId(), start),
                subject.threadId(), subject.userId(), subject.groupId(), subject.userSid(), subject.sessionId()));
    }

    /**
     * {@return the same on behalf of a user of Linux}
     *
     * @param userId the real user id
     * @param groupId the real group id
     */
    public ScriptedProcess ofUser(long userId, long groupId) {
        return with(new ProcessSubject(key(), subject.threadId(), userId, groupId, null, subject.sessionId()));
    }

    /**
     * {@return the same on behalf of a user of Windows}
     *
     * @param userSid the security identifier
     */
    public ScriptedProcess ofUser(String userSid) {
        return with(new ProcessSubject(key(), subject.threadId(), null, null, userSid, subject.sessionId()));
    }

    /**
     * {@return the same in a session}
     *
     * @param sessionId the session
     */
    public ScriptedProcess inSession(long sessionId) {
        return with(new ProcessSubject(
                key(), subject.threadId(), subject.userId(), subject.groupId(), subject.userSid(), sessionId));
    }

    /**
     * {@return the same, of which this thread acts}
     *
     * @param threadId the thread's id
     */
    public ScriptedProcess onThread(long threadId) {
        return with(new ProcessSubject(
                key(), threadId, subject.userId(), subject.groupId(), subject.userSid(), subject.sessionId()));
    }

    private ScriptedProcess with(ProcessSubject newSubject) {
        return new ScriptedProcess(newSubject, parent, imagePath, commandLine);
    }

    /**
     * {@return the same with a parent}
     *
     * @param newParent by its key
     */
    public ScriptedProcess childOf(ScriptedProcess newParent) {
        return new ScriptedProcess(subject, newParent.key(), imagePath, commandLine);
    }

    /**
     * {@return the same after an {@code execve}; the arguments begin with the program's own name}
     *
     * @param newImagePath what it runs now
     * @param arguments one each
     */
    public ScriptedProcess running(String newImagePath, String... arguments) {
        return new ScriptedProcess(subject, parent, newImagePath, CommandLine.ofArguments(arguments));
    }

    /**
     * {@return the same as Windows has it: with one string for a command line}
     *
     * @param newImagePath what it runs now
     * @param line the command line
     */
    public ScriptedProcess runningLine(String newImagePath, String line) {
        return new ScriptedProcess(subject, parent, newImagePath, CommandLine.ofString(line, false, false));
    }

    /**
     * It runs its image from now on.
     *
     * @return the event, to be emitted
     */
    public ScriptedEvent started() {
        return ScriptedEvent.of(
                EventType.STARTED,
                header -> new ProcessStarted(header, subject, parentId(), parent, null, imagePath, commandLine, false));
    }

    /**
     * It was copied from its parent.
     *
     * @return the event, to be emitted
     */
    public ScriptedEvent forked() {
        return ScriptedEvent.of(EventType.FORKED, header -> new ProcessForked(header, subject, parentId(), parent, null));
    }

    /**
     * It returned. The event names no image, as a kernel's does not.
     *
     * @param code what it returned
     * @return the event, to be emitted
     */
    public ScriptedEvent exited(int code) {
        return ScriptedEvent.of(
                EventType.EXITED,
                header -> new ProcessExited(header, subject, code, null, Duration.ofMillis(1), null, null));
    }

    /**
     * A signal ended it.
     *
     * @param signal its number
     * @return the event, to be emitted
     */
    public ScriptedEvent killed(int signal) {
        return ScriptedEvent.of(
                EventType.EXITED,
                header -> new ProcessExited(header, subject, null, signal, Duration.ofMillis(1), null, null));
    }

    /**
     * {@return the same, after a lifetime of that length}
     *
     * @param code what it returned
     * @param lifetime from its start to its exit
     */
    public ScriptedEvent exited(int code, Duration lifetime) {
        return ScriptedEvent.of(EventType.EXITED, header -> new ProcessExited(header, subject, code, null, lifetime, null, null));
    }

    /**
     * An image was mapped into it (Windows).
     *
     * @param image the file as the kernel names it
     * @param base the address, as 64 bits
     * @param size how many bytes of address space it takes
     * @return the event, to be emitted
     */
    public ScriptedEvent loaded(String image, long base, long size) {
        return image(subject, image, base, size);
    }

    /**
     * A driver was mapped into the kernel (Windows), which is no process's doing.
     *
     * @param image the file as the kernel names it
     * @param base the address, as 64 bits
     * @param size how many bytes of address space it takes
     * @return the event, to be emitted
     */
    public static ScriptedEvent driverLoaded(String image, long base, long size) {
        return image(null, image, base, size);
    }

    private static ScriptedEvent image(@Nullable ProcessSubject into, String image, long base, long size) {
        return ScriptedEvent.of(EventType.IMAGES, header -> new ImageLoaded(header, into, image, base, size, null));
    }

    /**
     * It created a key of the registry (Windows).
     *
     * @param registryKey the path as the kernel names it
     * @return the event, to be emitted
     */
    public ScriptedEvent keyCreated(String registryKey) {
        return registry(RegistryOperation.KEY_CREATED, registryKey, null, null, null);
    }

    /**
     * It deleted a key of the registry.
     *
     * @param registryKey the path as the kernel names it
     * @return the event, to be emitted
     */
    public ScriptedEvent keyDeleted(String registryKey) {
        return registry(RegistryOperation.KEY_DELETED, registryKey, null, null, null);
    }

    /**
     * It gave a key of the registry another name, without a path.
     *
     * @param registryKey the path as the kernel names it
     * @param newName the last part alone
     * @return the event, to be emitted
     */
    public ScriptedEvent keyRenamed(String registryKey, String newName) {
        return registry(RegistryOperation.KEY_RENAMED, registryKey, newName, null, null);
    }

    /**
     * It set a value of the registry; the name of a key's default value is empty.
     *
     * @param registryKey the path as the kernel names it
     * @param valueName empty for the key's default value
     * @param data what it was set to
     * @return the event, to be emitted
     */
    public ScriptedEvent valueSet(String registryKey, String valueName, RegistryData data) {
        return registry(RegistryOperation.VALUE_SET, registryKey, null, valueName, data);
    }

    /**
     * It deleted a value of the registry.
     *
     * @param registryKey the path as the kernel names it
     * @param valueName empty for the key's default value
     * @return the event, to be emitted
     */
    public ScriptedEvent valueDeleted(String registryKey, String valueName) {
        return registry(RegistryOperation.VALUE_DELETED, registryKey, null, valueName, null);
    }

    private ScriptedEvent registry(
            RegistryOperation operation, String registryKey, @Nullable String newName, @Nullable String valueName, @Nullable RegistryData data) {
        return ScriptedEvent.of(
                EventType.REGISTRY,
                header -> new RegistryChanged(header, subject, operation, registryKey, false, newName, valueName, data, 0));
    }

    /**
     * {@return its row in a snapshot}
     *
     * @param observedAt for which moment the row is true
     */
    public RunningProcess row(Instant observedAt) {
        return new RunningProcess(subject, parentId(), parent, imagePath, commandLine, null, observedAt);
    }

    private @Nullable Long parentId() {
        return parent == null ? null : parent.processId();
    }
}
