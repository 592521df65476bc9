package org.prmonitor.launcher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleException;
import org.prmonitor.launcher.LaunchPlan.Mode;

class CommandLineTest {

    private final List<LaunchPlan> plans = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"", "run"})
    void withoutOptionsNothingIsConfiguredAndDefaultsHold(String command) {
        assertEquals(0, execute(command.isEmpty() ? new String[0] : new String[] {command}));
        assertEquals(new LaunchPlan(Mode.STREAM, Map.of(Pids.SOURCE, Map.of(), Pids.CONSOLE, Map.of()), List.of(), false), plans.get(0));
    }

    @Test
    void everyOptionReachesItsConfiguration(@TempDir Path folder) {
        execute(
                "run", "--channel=linux-netlink", "--types=started,FORKED", "--filter=(process.id>=100)", "--format=JSON", "--color=never",
                "--duration=2m", "--snapshot", "--ring-size=64K", "--linger=0ms", "--deploy=" + folder, "--config=" + folder, "-v");
        var plan = plans.get(0);
        var source = plan.configurations().get(Pids.SOURCE);
        assertEquals("linux-netlink", source.get("channel"));
        assertArrayEquals(new String[] {"started", "forked"}, (String[]) source.get("types"));
        assertEquals(65536, source.get("ringBytes"));
        assertEquals(0, source.get("lingerMillis"));
        assertEquals(true, source.get("snapshot"));
        assertEquals(
                Map.of("format", "json", "color", "never", "filter", "(process.id>=100)", "durationMillis", 120_000L, "logLevel", "info"),
                plan.configurations().get(Pids.CONSOLE));
        assertEquals(List.of(folder.toAbsolutePath()), plan.watched());
        assertTrue(plan.verbose());
    }

    @Test
    void aRecordingHasItsJournalBesideIt(@TempDir Path folder) {
        var recording = folder.resolve("new");
        assertEquals(0, execute("--record=" + recording));
        var configurations = plans.get(0).configurations();
        assertEquals(Map.of("directory", recording.toString()), configurations.get(Pids.RECORDER));
        assertEquals(Map.of("durableDirectory", recording.resolve("journal").toString()), configurations.get(Pids.SOURCE));
    }

    @Test
    void aRecordingNeedsAFolder(@TempDir Path folder) throws IOException {
        var file = Files.createFile(folder.resolve("file"));
        assertEquals(2, execute("--record=" + file));
        assertTrue(err.toString().startsWith("prmonitor: --record: '" + file + "' is no folder"), err::toString);
    }

    @Test
    void aShellHasNoStream() {
        assertEquals(0, execute("--shell", "--snapshot"));
        assertEquals(Mode.SHELL, plans.get(0).mode());
        assertEquals(Map.of("format", "none"), plans.get(0).configurations().get(Pids.CONSOLE));
    }

    @Test
    void theDoctorNeedsNoSource() {
        assertEquals(0, execute("doctor"));
        assertEquals(new LaunchPlan(Mode.DOCTOR, Map.of(Pids.CONSOLE, Map.of("format", "none")), List.of(), false), plans.get(0));
    }

    @ParameterizedTest
    @CsvSource({"install, DRIVER_INSTALL", "uninstall, DRIVER_UNINSTALL", "status, DRIVER_STATUS"})
    void theDriverNeedsNoSourceEither(String command, Mode mode) {
        assertEquals(0, execute("driver", command));
        assertEquals(new LaunchPlan(mode, Map.of(Pids.CONSOLE, Map.of("format", "none")), List.of(), false), plans.get(0));
        assertEquals("driver-" + command, mode.command());
    }

    @Test
    void theVersionStartsNothing() {
        assertEquals(0, execute("version"));
        assertTrue(plans.isEmpty());
        assertTrue(out.toString().startsWith("prmonitor "), out::toString);
    }

    @ParameterizedTest
    @CsvSource({"--help, prmonitor [run] [OPTION...]", "'run --help', --duration=TIME", "'doctor --help', prmonitor doctor", "'driver --help', prmonitor driver",
        "'driver install --help', prmonitor driver install", "'driver uninstall --help', prmonitor driver uninstall",
        "'driver status --help', prmonitor driver status", "'archive-classes --help', prmonitor archive-classes", "'version --help', prmonitor version"})
    void everyCommandHasHelp(String arguments, String expected) {
        assertEquals(0, execute(arguments.split(" ")));
        assertTrue(plans.isEmpty());
        assertTrue(out.toString().contains(expected), out::toString);
        assertEquals("", err.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--types=started,born | 'born' is no event type; there are started,forked,exited,images,registry",
        "--types= | '' is no event type",
        "--filter=(process.id | no LDAP filter such as '(process.id>=100)'",
        "--filter= | no LDAP filter",
        "--duration=10 | '10' is no span of time such as 500ms, 10s, 2m, 1h",
        "--duration=-1s | '-1s' is no span of time",
        "--format=xml | expected one of [TEXT, JSON, NONE] (case-insensitive) but was 'xml'",
        "--color=pink | expected one of [AUTO, ALWAYS, NEVER] (case-insensitive) but was 'pink'",
        "--ring-size=0 | '0' is no size from 1 to 1024M",
        "--ring-size=2000M | '2000M' is no size from 1 to 1024M",
        "--linger=2s | --linger: at most 1000ms",
        "--channel= | --channel: the name is empty",
        "--deploy=/no/such/folder | --deploy: '/no/such/folder' is no folder that can be read",
        "--config=/no/such/folder | --config: '/no/such/folder' is no folder that can be read",
        "--shell --format=json | --shell has no stream",
        "--nonsense | Unknown option: '--nonsense'",
        "walk | Unmatched argument at index 0: 'walk'",
        "doctor --format=json | Unknown option: '--format=json'",
        "driver | Missing: install, uninstall or status",
        "driver remove | Unmatched argument at index 1: 'remove'",
        "driver install --format=json | Unknown option: '--format=json'"
    })
    void wrongUseIsCodeTwoWithAReasonAndStartsNothing(String arguments, String reason) {
        assertEquals(2, execute(arguments.split(" ")));
        assertTrue(plans.isEmpty());
        assertTrue(err.toString().contains(reason), err::toString);
        assertTrue(err.toString().contains(" --help'."), err::toString);
        assertEquals("", out.toString());
    }

    @Test
    void aFolderWithACommaCannotBeWatched(@TempDir Path parent) throws Exception {
        var folder = Files.createDirectory(parent.resolve("a,b"));
        assertEquals(2, execute("--deploy=" + folder));
        assertTrue(err.toString().contains("FileInstall separates folders by commas"), err::toString);
    }

    @Test
    void aFailureIsCodeOneAndOneLine() {
        var commandLine = Main.commandLine(plan -> {
            throw new BundleException("no folder 'x'");
        });
        commandLine.setErr(new PrintWriter(err, true));
        assertEquals(1, commandLine.execute());
        assertEquals("prmonitor: no folder 'x'" + System.lineSeparator(), err.toString());
    }

    private int execute(String... arguments) {
        Launcher launcher = plan -> {
            plans.add(plan);
            return 0;
        };
        return Main.commandLine(launcher, arguments)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
