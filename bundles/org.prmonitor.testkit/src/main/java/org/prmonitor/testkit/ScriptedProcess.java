package org.prmonitor.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessForked;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.ProcessSubject;

/**
 * A process of a script: makes the events and the snapshot row that a channel would report for it. Immutable.
 *
 * @param key which process
 * @param parent its parent; null where nobody knows
 * @param imagePath what it runs
 * @param commandLine what it was started with
 */
public record ScriptedProcess(
        ProcessKey key, @Nullable ProcessKey parent, @Nullable String imagePath, @Nullable CommandLine commandLine) {

    /** The boot in the key of every scripted process. */
    public static final long BOOT = 0x7e57_7e57_7e57_7e57L;

    /** Refuses a missing key. */
    public ScriptedProcess {
        Objects.requireNonNull(key, "key");
    }

    /** A process of which only the id is known; its key's start is 1. */
    public static ScriptedProcess of(long processId) {
        return new ScriptedProcess(new ProcessKey(BOOT, processId, 1), null, null, null);
    }

    /** Another process with the same id, as when a process id comes back. */
    public ScriptedProcess bornAt(long start) {
        return new ScriptedProcess(new ProcessKey(BOOT, key.processId(), start), parent, imagePath, commandLine);
    }

    /** The same with a parent. */
    public ScriptedProcess childOf(ScriptedProcess newParent) {
        return new ScriptedProcess(key, newParent.key, imagePath, commandLine);
    }

    /** The same after an {@code execve}; the arguments begin with the program's own name. */
    public ScriptedProcess running(String newImagePath, String... arguments) {
        return new ScriptedProcess(key, parent, newImagePath, CommandLine.ofArguments(arguments));
    }

    /** It runs its image from now on. */
    public ScriptedEvent started() {
        return ScriptedEvent.of(
                EventType.STARTED,
                header -> new ProcessStarted(header, subject(), parentId(), parent, null, imagePath, commandLine, false));
    }

    /** It was copied from its parent. */
    public ScriptedEvent forked() {
        return ScriptedEvent.of(EventType.FORKED, header -> new ProcessForked(header, subject(), parentId(), parent, null));
    }

    /** It returned. The event names no image, as a kernel's does not. */
    public ScriptedEvent exited(int code) {
        return ScriptedEvent.of(
                EventType.EXITED,
                header -> new ProcessExited(header, subject(), code, null, Duration.ofMillis(1), null, null));
    }

    /** A signal ended it. */
    public ScriptedEvent killed(int signal) {
        return ScriptedEvent.of(
                EventType.EXITED,
                header -> new ProcessExited(header, subject(), null, signal, Duration.ofMillis(1), null, null));
    }

    /** Its row in a snapshot. */
    public RunningProcess row(Instant observedAt) {
        return new RunningProcess(subject(), parentId(), parent, imagePath, commandLine, null, observedAt);
    }

    private ProcessSubject subject() {
        return ProcessSubject.of(key);
    }

    private @Nullable Long parentId() {
        return parent == null ? null : parent.processId();
    }
}
