package org.prmonitor.bench.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.prmonitor.bench.internal.storm.Peer;

class CommandLineTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter error = new StringWriter();

    private int execute(String... arguments) {
        return Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(error)).execute(arguments);
    }

    @Test
    void helpListsWhatCanBeMeasured() {
        assertEquals(0, execute("--help"));
        for (var command : new String[] {"swap", "lanes", "hour", "long", "windows", "storm", "all", "Exit codes:"}) {
            assertTrue(out.toString().contains(command), out::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"swap", "lanes", "kernel", "jvm", "growth", "hour", "long", "windows", "storm", "all"})
    void everyCommandHasHelp(String command) {
        assertEquals(0, execute(command, "--help"));
        assertTrue(out.toString().startsWith("Usage: prmonitor bench " + command + " "), out::toString);
        assertTrue(out.toString().contains("--json=FILE"), out::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "nonsense", "swap --swaps=0", "swap --swaps=x", "swap --rate=0", "swap --storm-swaps=-1", "swap --frameworks=knopflerfish",
        "storm --processes=1", "storm --kinds=gentle", "storm --peers=nobody", "lanes --rounds=0", "lanes --seconds=0", "kernel --millis=1", "kernel --rates=-1", "kernel --lingers=x",
        "jvm --rounds=0", "jvm --millis=0", "jvm --steps=nothing", "growth --rounds=0", "growth --millis=0", "growth --series=x", "hour --events=1", "long --minutes=2", "long --storm=-2", "long --framework=knopflerfish", "windows --rounds=0", "windows --ring=1", "all --skip=nonsense", "swap surplus"
    })
    void wrongUseIsSaidAndEndsWith2(String line) {
        assertEquals(2, execute(line.isEmpty() ? new String[0] : line.split(" ")));
        assertTrue(error.toString().startsWith("prmonitor: "), error::toString);
        assertTrue(error.toString().contains("--help"), error::toString);
        assertEquals("", out.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "storm                       | []",
        "storm --peers               | [SNOOPS, CHANNEL, FORKSTAT, BPFTRACE, OSHI, AUDITD]",
        "storm --peers --again       | [SNOOPS, CHANNEL, FORKSTAT, BPFTRACE, OSHI, AUDITD]",
        "storm --peers=auditd,snoops | [AUDITD, SNOOPS]"
    })
    void peersAreChosenByNameOrAllOfThem(String line, String expected) {
        var storm = Main.commandLine().parseArgs(line.split(" ")).subcommand().commandSpec();
        assertEquals(expected, storm.findOption("--peers").getValue().toString());
    }

    @Test
    void allPeersAreAll() {
        assertEquals(Arrays.stream(Peer.values()).map(Peer::name).collect(Collectors.joining(",")), StormCommand.ALL_PEERS);
    }

    @Test
    void withoutTheDistributionItSaysWhatToStart() {
        assertEquals(1, execute("hour"));
        assertTrue(error.toString().contains("start launcher/prmonitor bench"), error::toString);
    }
}
