package org.prmonitor.nativeaccess.internal.polling;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessSubject;

/**
 * What the JDK knows, on every platform. The key's boot is 0, because the JDK does not know it, and its start is
 * milliseconds since 1970: on Windows those are the keys that the driver's events have. The start is 0 for a process whose
 * start this user may not see: such a process cannot be told from another that gets its id between two looks.
 */
public final class ProcessHandleTable implements ProcessTable {

    /** Those that run now, with all that is to be known about each. */
    public static List<RunningProcess> running() {
        return new ProcessHandleTable().look().stream().map(Sighting::read).collect(Collectors.toList());
    }

    @Override
    public List<Sighting> look() {
        return ProcessHandle.allProcesses().map(HandleSighting::new).collect(Collectors.toList());
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    private static ProcessKey key(ProcessHandle process) {
        return new ProcessKey(0, process.pid(), process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
    }

    private static final class HandleSighting implements Sighting {

        private final ProcessHandle process;
        private final ProcessKey key;

        HandleSighting(ProcessHandle process) {
            this.process = process;
            this.key = ProcessHandleTable.key(process);
        }

        @Override
        public ProcessKey key() {
            return key;
        }

        /** On platforms without exec a process keeps its image; to look for it on others would cost too much each time. */
        @Override
        public long imageMark() {
            return 0;
        }

        @Override
        public RunningProcess read() {
            var observedAt = Instant.now();
            var info = process.info();
            var parent = process.parent().orElse(null);
            return new RunningProcess(
                    ProcessSubject.of(key),
                    parent == null ? null : parent.pid(),
                    parent == null ? null : parentKey(ProcessHandleTable.key(parent)),
                    info.command().orElse(null),
                    commandLine(info),
                    info.startInstant().orElse(null),
                    observedAt);
        }

        /** A parent that is younger than its child, or of which nobody knows, may be another process that got the parent's id. */
        private @Nullable ProcessKey parentKey(ProcessKey parent) {
            return parent.start() == 0 || parent.start() > key.start() ? null : parent;
        }

        private static @Nullable CommandLine commandLine(ProcessHandle.Info info) {
            var command = info.command();
            var arguments = info.arguments();
            if (command.isEmpty() || arguments.isEmpty()) {
                return info.commandLine().map(line -> CommandLine.ofString(line, false, true)).orElse(null);
            }
            var area = new StringBuilder(command.get()).append('\0');
            for (var argument : arguments.get()) {
                area.append(argument).append('\0');
            }
            return CommandLine.ofArgumentArea(area.toString().getBytes(StandardCharsets.UTF_8), false, true);
        }
    }
}
