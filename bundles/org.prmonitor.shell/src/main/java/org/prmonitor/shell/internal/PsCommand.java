package org.prmonitor.shell.internal;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.text.PrintableText;

/** {@code prmonitor:ps}. */
@Component(service = PsCommand.class)
@ShellCommand(osgi_command_function = "ps")
public final class PsCommand {

    /** What fits beside the other columns on a wide terminal. In code points. */
    private static final int NARROW = 100;
    /** What {@code absentValue} says of an option that was not given. */
    private static final String NOT_GIVEN = "";
    /** Identifiers have 32 bits on every platform. */
    private static final long LARGEST_ID = 0xffff_ffffL;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    /** Null while there is none. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable MonitorEventSource source;

    /** The source's process table, as a tree. */
    @Descriptor("shows the processes that run, as a tree")
    public String ps(
            @Descriptor("a list by process id instead of a tree")
                    @Parameter(names = {"-l", "--list"}, absentValue = "false", presentValue = "true")
                    boolean list,
            @Descriptor("whole command lines, however long")
                    @Parameter(names = {"-w", "--wide"}, absentValue = "false", presentValue = "true")
                    boolean wide,
            @Descriptor("only this process and its descendants") @Parameter(names = {"-p", "--pid"}, absentValue = NOT_GIVEN)
                    String processId,
            @Descriptor("only processes of this user id") @Parameter(names = {"-u", "--user"}, absentValue = NOT_GIVEN) String userId,
            @Descriptor("none: whatever else there is, is a slip") String... others) {
        if (others.length > 0) {
            throw new CommandFailure("not an option: " + PrintableText.escape(String.join(" ", others)) + "; see help prmonitor:ps");
        }
        var current = source;
        if (current == null) {
            throw CommandFailure.noSource();
        }
        var processes = current.processes();
        if (processes.isEmpty()) {
            throw new CommandFailure("no process is known: no channel is open yet, which prmonitor:status says, or processTable is"
                    + " false in the configuration " + MonitorEventSource.PID);
        }
        var rows = select(new ProcessTree(ofUser(processes, userId)), processId);
        if (list) {
            rows = rows.stream()
                    .map(row -> new ProcessTree.Row("", row.process()))
                    .sorted(Comparator.comparingLong(row -> row.process().processId()))
                    .toList();
        }
        return table(rows, wide).toString();
    }

    private static Collection<RunningProcess> ofUser(Collection<RunningProcess> processes, String userId) {
        if (userId.equals(NOT_GIVEN)) {
            return processes;
        }
        var wanted = Long.valueOf(NumberOption.parse("-u", userId, LARGEST_ID));
        return processes.stream().filter(process -> wanted.equals(process.subject().userId())).toList();
    }

    private static List<ProcessTree.Row> select(ProcessTree tree, String processId) {
        if (processId.equals(NOT_GIVEN)) {
            return tree.rows();
        }
        var wanted = NumberOption.parse("-p", processId, LARGEST_ID);
        var rows = tree.rows(wanted);
        if (rows.isEmpty()) {
            throw new CommandFailure("no process " + wanted);
        }
        return rows;
    }

    private static TextTable table(List<ProcessTree.Row> rows, boolean wide) {
        var table = new TextTable("PID", "PPID", "UID", "STARTED", "COMMAND");
        for (var row : rows) {
            var process = row.process();
            var started = process.startTime();
            var command = row.branch() + command(process);
            table.row(
                    process.processId(),
                    process.parentId(),
                    process.subject().userId(),
                    started == null ? null : TIME.format(started),
                    wide ? command : TextTable.cut(command, NARROW));
        }
        return table;
    }

    /** In brackets where it is no command line but a name, as of a kernel thread. */
    private static String command(RunningProcess process) {
        var commandLine = process.commandLine();
        if (commandLine != null) {
            return commandLine.toString();
        }
        return process.imagePath() == null ? "?" : "[" + process.imagePath() + "]";
    }
}
