package org.prmonitor.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Filter;
import org.prmonitor.api.event.EventType;
import org.prmonitor.launcher.LaunchPlan.Mode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options of a stream. Everything is checked here, before a framework starts. */
final class StreamOptions {

    /** How events are printed. */
    enum Format {
        TEXT,
        JSON,
        /** Not at all: a deployed consumer has standard output's place to itself. */
        NONE
    }

    /** When text is coloured. */
    enum Color {
        AUTO,
        ALWAYS,
        NEVER
    }

    /** What the source takes. */
    private static final Duration MAX_LINGER = Duration.ofSeconds(1);

    private final Launcher launcher;

    @Spec(Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--channel",
            paramLabel = "NAME",
            description = "Where events come from: auto (the best that opens), linux-ebpf, linux-netlink, windows-driver, process-polling, or"
                    + " the name of a channel that a deployed bundle brings. Default: auto.")
    private @Nullable String channel;

    @Option(
            names = "--types",
            paramLabel = "TYPE",
            split = ",",
            converter = EventTypeConverter.class,
            description = "What to report: started, forked, exited, images, registry; separated by commas. Default: started,exited.")
    private @Nullable List<EventType> types;

    @Option(
            names = "--filter",
            paramLabel = "LDAP",
            converter = FilterConverter.class,
            description = "Print only events whose properties match, such as '(&(process.id>=100)(image.path=*/bash))'. Losses are"
                    + " always printed.")
    private @Nullable Filter filter;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text; json: one object a line, UTF-8; none: deployed consumers print what they like. Default: text.")
    private @Nullable Format format;

    @Option(names = "--color", paramLabel = "WHEN", description = "auto (on a terminal), always, never. Default: auto.")
    private @Nullable Color color;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "End after that time, such as 500ms, 10s, 2m. Default: go on until Ctrl-C.")
    private @Nullable Duration duration;

    @Option(names = "--snapshot", description = "Begin with the processes that already run.")
    private boolean snapshot;

    @Option(
            names = "--ring-size",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            description = "The kernel's ring, such as 64K, 4M. Default: 4M.")
    private @Nullable Integer ringSize;

    @Option(
            names = "--linger",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long to let events gather before they are fetched, and four times as long while a burst goes on; "
                    + "0ms for the lowest latency. Default: 5ms.")
    private @Nullable Duration linger;

    @Option(
            names = "--record",
            paramLabel = "DIR",
            description = "Record everything, too, as lines of OCSF 1.8.0 in DIR/prmonitor.ocsf.jsonl: each event once, also over a"
                    + " kill and the next start with the same folder.")
    private @Nullable Path record;

    @Option(
            names = "--deploy",
            paramLabel = "DIR",
            description = "Watch a folder: a jar dropped in is installed and started, replaced is updated, removed is uninstalled.")
    private @Nullable Path deploy;

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "Watch a folder of configurations, PID.cfg each, such as org.prmonitor.source.cfg. What the command line"
                    + " gives wins.")
    private @Nullable Path config;

    @Option(names = "--shell", description = "A Gogo shell on the terminal in place of the stream; 'help prmonitor' there.")
    private boolean shell;

    @Option(names = {"-v", "--verbose"}, description = "Say more on standard error.")
    private boolean verbose;

    StreamOptions(Launcher launcher) {
        this.launcher = launcher;
    }

    int launch() throws Exception {
        return launcher.launch(plan());
    }

    private LaunchPlan plan() {
        if (shell && (filter != null || format != null || color != null || duration != null)) {
            throw wrongUse("--shell has no stream: --filter, --format, --color and --duration do not go with it");
        }
        if (linger != null && linger.compareTo(MAX_LINGER) > 0) {
            throw wrongUse("--linger: at most " + MAX_LINGER.toMillis() + "ms");
        }
        if (channel != null && channel.isBlank()) {
            throw wrongUse("--channel: the name is empty; 'prmonitor doctor' lists the channels");
        }
        var configurations = new HashMap<>(Map.of(Pids.SOURCE, sourceConfiguration(), Pids.CONSOLE, consoleConfiguration()));
        if (record != null) {
            configurations.put(Pids.RECORDER, Map.of("directory", recordingFolder(record).toString()));
        }
        return new LaunchPlan(shell ? Mode.SHELL : Mode.STREAM, configurations, watched(), verbose);
    }

    private Map<String, Object> sourceConfiguration() {
        var values = new LinkedHashMap<String, Object>();
        put(values, "channel", channel);
        put(values, "types", types == null ? null : types.stream().map(EventType::label).distinct().toArray(String[]::new));
        put(values, "ringBytes", ringSize);
        put(values, "lingerMillis", linger == null ? null : Math.toIntExact(linger.toMillis()));
        put(values, "snapshot", snapshot ? Boolean.TRUE : null);
        // Beside the recording, because the framework's storage ends with the program.
        put(values, "durableDirectory", record == null ? null : recordingFolder(record).resolve("journal").toString());
        return values;
    }

    private Map<String, Object> consoleConfiguration() {
        var values = new LinkedHashMap<String, Object>();
        put(values, "format", shell ? "none" : lowerCase(format));
        put(values, "color", lowerCase(color));
        put(values, "filter", filter == null ? null : filter.toString());
        put(values, "durationMillis", duration == null ? null : duration.toMillis());
        put(values, "logLevel", verbose ? "info" : null);
        return values;
    }

    /** The recorder makes it where it is not there. */
    private Path recordingFolder(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw wrongUse("--record: '" + folder + "' is no folder");
        }
        return folder.toAbsolutePath().normalize();
    }

    private List<Path> watched() {
        var folders = new ArrayList<Path>();
        addFolder(folders, "--config", config);
        addFolder(folders, "--deploy", deploy);
        return folders;
    }

    private void addFolder(List<Path> folders, String option, @Nullable Path folder) {
        if (folder == null) {
            return;
        }
        if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
            throw wrongUse(option + ": '" + folder + "' is no folder that can be read");
        }
        var absolute = folder.toAbsolutePath().normalize();
        if (absolute.toString().indexOf(',') >= 0) {
            throw wrongUse(option + ": FileInstall separates folders by commas and cannot watch '" + absolute + "'");
        }
        if (!folders.contains(absolute)) {
            folders.add(absolute);
        }
    }

    private ParameterException wrongUse(String message) {
        if (command == null) {
            throw new IllegalStateException(message);
        }
        return new ParameterException(command.commandLine(), message);
    }

    private static @Nullable String lowerCase(@Nullable Enum<?> value) {
        return value == null ? null : value.name().toLowerCase(Locale.ROOT);
    }

    private static void put(Map<String, Object> values, String key, @Nullable Object value) {
        if (value != null) {
            values.put(key, value);
        }
    }
}
