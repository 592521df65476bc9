package org.prmonitor.source.internal.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.prmonitor.api.SourceState;
import org.prmonitor.source.internal.SourceFixture;
import org.prmonitor.testkit.ScriptedChannelProvider;
import org.prmonitor.testkit.ScriptedProcess;

/** Changes while events flow. */
@Timeout(60)
class ReconfigurationTest {

    private final ScriptedChannelProvider kernel = new ScriptedChannelProvider();
    private final ScriptedProcess cat = ScriptedProcess.of(11).running("/bin/cat", "cat");

    @Test
    void typesFilterAndLingerChangeWithoutReopening() throws Exception {
        try (var fixture = new SourceFixture().add(kernel, 1).start()) {
            kernel.awaitOpened(1, SourceFixture.LONG);
            kernel.emit(cat.started());
            fixture.source.configure(Map.of("types", "exited", "lingerMillis", 0));
            fixture.flush();
            kernel.emit(cat.started(), cat.exited(0));
            fixture.source.configure(Map.of("filter", "(process.id=12)"));
            fixture.flush();
            kernel.emit(cat.started(), ScriptedProcess.of(12).exited(0));
            assertEquals(List.of("1 start 11 cat", "2 exit 11 cat", "3 exit 12 null"), fixture.flushed());
            assertEquals(1, kernel.opened());
            fixture.assertAccountsClose();
        }
    }

    @Test
    void theJournalChangesItsSizeWithoutReopening() throws Exception {
        try (var fixture = new SourceFixture(Map.of("journalEvents", 1000)).add(kernel, 1).start()) {
            kernel.awaitOpened(1, SourceFixture.LONG);
            for (var round = 0; round < 10; round++) {
                fixture.source.configure(Map.of("journalEvents", 500 + 100 * round));
                fixture.flush();
                for (var process = 1; process <= 200; process++) {
                    kernel.emit(ScriptedProcess.of(process).exited(0));
                }
                fixture.flush();
            }
            assertEquals(2000, fixture.eventAdmin.events().size());
            assertEquals(1400, fixture.source.recent(5000).size());
            assertEquals(1, kernel.opened());
            fixture.assertAccountsClose();
        }
    }

    @Test
    void nonsenseIsRefusedInOneLineAndNothingChanges() throws Exception {
        try (var fixture = new SourceFixture(Map.of("types", "exited", "filter", "(process.id=11)")).add(kernel, 1).start()) {
            kernel.awaitOpened(1, SourceFixture.LONG);
            fixture.source.configure(Map.of("types", "exits", "filter", "process.id", "ringBytes", "huge"));
            kernel.emit(cat.started(), cat.exited(0), ScriptedProcess.of(12).exited(0));
            assertEquals(List.of("1 exit 11 cat"), fixture.flushed());
            assertEquals(1, fixture.log.warnings().size());
            var line = fixture.log.warnings().get(0);
            assertTrue(
                    line.startsWith("configuration org.prmonitor.source: refused types = 'exits' ('exits' is no event type; there are "
                            + "started,forked,exited,images,registry), exited stays; refused filter = 'process.id' ("),
                    line);
            assertTrue(line.endsWith("; refused ringBytes = 'huge' (a whole number from 4096 to 1073741824), 4194304 stays"), line);
            assertEquals(SourceState.RUNNING, fixture.source.status().state());
            assertEquals(1, kernel.opened());
        }
    }

    @Test
    void nonsenseAtTheStartLeavesTheDefaults() throws Exception {
        try (var fixture = new SourceFixture(Map.of("lingerMillis", "soon")).add(kernel, 1).start()) {
            fixture.awaitRunning("scripted");
            assertEquals(
                    List.of("configuration org.prmonitor.source: refused lingerMillis = 'soon' (a whole number from 0 to 1000), 5 stays"),
                    fixture.log.warnings());
        }
    }

    @Test
    void aNameThatIsNotThereWaitsAndTheWayBackTellsTheGap() throws Exception {
        try (var fixture = new SourceFixture().add(kernel, 1).start()) {
            fixture.awaitRunning("scripted");
            kernel.emit(cat.exited(0));
            fixture.source.configure(Map.of("channel", "elsewhere"));
            fixture.await(status -> status.state() == SourceState.RECOVERING);
            assertEquals(List.of(), kernel.openChannels());
            fixture.source.configure(Map.of());
            fixture.awaitRunning("scripted");
            assertEquals(List.of("1 exit 11 null", "2 lost null 2..2 kernel"), fixture.flushed());
        }
    }
}
