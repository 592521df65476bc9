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

    /** Refuses a missing subject. */
    public ScriptedProcess {
        Objects.requireNonNull(subject, "subject");
    }

    /** A process of which nobody knows on whose behalf it acts. */
    public ScriptedProcess(ProcessKey key, @Nullable ProcessKey parent, @Nullable String imagePath, @Nullable CommandLine commandLine) {
        this(ProcessSubject.of(key), parent, imagePath, commandLine);
    }

    /** A process of which only the id is known; its key's start is 1. */
    public static ScriptedProcess of(long processId) {
        return new ScriptedProcess(new ProcessKey(BOOT, processId, 1), null, null, null);
    }

    /** Which process. */
    public ProcessKey key() {
        return subject.key();
    }

    /** Another process with the same id, as when a process id comes back. */
    public ScriptedProcess bornAt(long start) {
        return with(new ProcessSubject(
                new ProcessKey(BOOT, key().processId(), start),
                subject.threadId(), subject.userId(), subject.groupId(), subject.userSid(), subject.sessionId()));
    }

    /** The same on behalf of a user of Linux. */
    public ScriptedProcess ofUser(long userId, long groupId) {
        return with(new ProcessSubject(key(), subject.threadId(), userId, groupId, null, subject.sessionId()));
    }

    /** The same on behalf of a user of Windows. */
    public ScriptedProcess ofUser(String userSid) {
        return with(new ProcessSubject(key(), subject.threadId(), null, null, userSid, subject.sessionId()));
    }

    /** The same in a session. */
    public ScriptedProcess inSession(long sessionId) {
        return with(new ProcessSubject(
                key(), subject.threadId(), subject.userId(), subject.groupId(), subject.userSid(), sessionId));
    }

    /** The same, of which this thread acts. */
    public ScriptedProcess onThread(long threadId) {
        return with(new ProcessSubject(
                key(), threadId, subject.userId(), subject.groupId(), subject.userSid(), subject.sessionId()));
    }

    private ScriptedProcess with(ProcessSubject newSubject) {
        return new ScriptedProcess(newSubject, parent, imagePath, commandLine);
    }

    /** The same with a parent. */
    public ScriptedProcess childOf(ScriptedProcess newParent) {
        return new ScriptedProcess(subject, newParent.key(), imagePath, commandLine);
    }

    /** The same after an {@code execve}; the arguments begin with the program's own name. */
    public ScriptedProcess running(String newImagePath, String... arguments) {
        return new ScriptedProcess(subject, parent, newImagePath, CommandLine.ofArguments(arguments));
    }

    /** The same as Windows has it: with one string for a command line. */
    public ScriptedProcess runningLine(String newImagePath, String line) {
        return new ScriptedProcess(subject, parent, newImagePath, CommandLine.ofString(line, false, false));
    }

    /** It runs its image from now on. */
    public ScriptedEvent started() {
        return ScriptedEvent.of(
                EventType.STARTED,
                header -> new ProcessStarted(header, subject, parentId(), parent, null, imagePath, commandLine, false));
    }

    /** It was copied from its parent. */
    public ScriptedEvent forked() {
        return ScriptedEvent.of(EventType.FORKED, header -> new ProcessForked(header, subject, parentId(), parent, null));
    }

    /** It returned. The event names no image, as a kernel's does not. */
    public ScriptedEvent exited(int code) {
        return ScriptedEvent.of(
                EventType.EXITED,
                header -> new ProcessExited(header, subject, code, null, Duration.ofMillis(1), null, null));
    }

    /** A signal ended it. */
    public ScriptedEvent killed(int signal) {
        return ScriptedEvent.of(
                EventType.EXITED,
                header -> new ProcessExited(header, subject, null, signal, Duration.ofMillis(1), null, null));
    }

    /** The same, after a lifetime of that length. */
    public ScriptedEvent exited(int code, Duration lifetime) {
        return ScriptedEvent.of(EventType.EXITED, header -> new ProcessExited(header, subject, code, null, lifetime, null, null));
    }

    /** An image was mapped into it (Windows). */
    public ScriptedEvent loaded(String image, long base, long size) {
        return image(subject, image, base, size);
    }

    /** A driver was mapped into the kernel (Windows), which is no process's doing. */
    public static ScriptedEvent driverLoaded(String image, long base, long size) {
        return image(null, image, base, size);
    }

    private static ScriptedEvent image(@Nullable ProcessSubject into, String image, long base, long size) {
        return ScriptedEvent.of(EventType.IMAGES, header -> new ImageLoaded(header, into, image, base, size, null));
    }

    /** It created a key of the registry (Windows). */
    public ScriptedEvent keyCreated(String registryKey) {
        return registry(RegistryOperation.KEY_CREATED, registryKey, null, null, null);
    }

    /** It deleted a key of the registry. */
    public ScriptedEvent keyDeleted(String registryKey) {
        return registry(RegistryOperation.KEY_DELETED, registryKey, null, null, null);
    }

    /** It gave a key of the registry another name, without a path. */
    public ScriptedEvent keyRenamed(String registryKey, String newName) {
        return registry(RegistryOperation.KEY_RENAMED, registryKey, newName, null, null);
    }

    /** It set a value of the registry; the name of a key's default value is empty. */
    public ScriptedEvent valueSet(String registryKey, String valueName, RegistryData data) {
        return registry(RegistryOperation.VALUE_SET, registryKey, null, valueName, data);
    }

    /** It deleted a value of the registry. */
    public ScriptedEvent valueDeleted(String registryKey, String valueName) {
        return registry(RegistryOperation.VALUE_DELETED, registryKey, null, valueName, null);
    }

    private ScriptedEvent registry(
            RegistryOperation operation, String registryKey, @Nullable String newName, @Nullable String valueName, @Nullable RegistryData data) {
        return ScriptedEvent.of(
                EventType.REGISTRY,
                header -> new RegistryChanged(header, subject, operation, registryKey, false, newName, valueName, data, 0));
    }

    /** Its row in a snapshot. */
    public RunningProcess row(Instant observedAt) {
        return new RunningProcess(subject, parentId(), parent, imagePath, commandLine, null, observedAt);
    }

    private @Nullable Long parentId() {
        return parent == null ? null : parent.processId();
    }
}
