package org.prmonitor.rcp.internal.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessSubject;
import org.prmonitor.testkit.ScriptedEvent;
import org.prmonitor.testkit.ScriptedProcess;

/** What a user would notice of the model, one thing a test; the properties test has the rest. */
final class ProcessModelTest {

    private final ManualClock clock = new ManualClock();
    private final ModelScript script = new ModelScript(clock, new ModelBounds(3, 2));
    private final Map<Long, ProcessRow> rows = new TreeMap<>();

    private final ScriptedProcess shell = ScriptedProcess.of(10).running("/bin/sh", "sh");
    private final ScriptedProcess child = ScriptedProcess.of(11).running("/bin/cat", "cat", "x").childOf(shell);

    private ModelChanges take() {
        var changes = script.model().takeChanges();
        changes.removed().forEach(rows::remove);
        changes.changed().forEach(row -> rows.put(row.id(), row));
        return changes;
    }

    private List<String> lines() {
        take();
        return rows.values().stream().map(row -> row.kind() + " " + row.commandLine()).toList();
    }

    @Test
    void aCopyShowsWhatItsParentRunsUntilItRunsSomethingOfItsOwn() {
        script.accept(shell.started(), child.forked());
        assertEquals(List.of("RUNNING sh", "FORKED sh"), lines());
        script.accept(child.started());
        assertEquals(List.of("RUNNING sh", "RUNNING cat x"), lines());
    }

    @Test
    void anEndedParentStaysWhileItsChildrenRunThoughOthersHaveToGo() {
        script.model().setMostEnded(1);
        script.accept(shell.started(), child.started(), shell.exited(0));
        for (var id = 20; id < 25; id++) {
            var other = ScriptedProcess.of(id).running("/bin/true", "true");
            script.accept(other.started(), other.exited(0));
        }
        assertEquals(List.of("ENDED sh", "RUNNING cat x"), lines());
        script.accept(child.exited(0));
        assertEquals(List.of("ENDED cat x"), lines());
        assertEquals(6, take().forgotten());
    }

    @Test
    void anIdThatComesBackEndsWhoHadItBefore() {
        script.accept(shell.started(), shell.bornAt(2).running("/bin/ksh", "ksh").started());
        assertEquals(List.of("ENDED sh", "RUNNING ksh"), lines());
        assertEquals("exit ?", rows.values().iterator().next().exit());
        script.accept(shell.exited(1));
        assertEquals(List.of("ENDED sh", "RUNNING ksh"), lines());
        assertEquals("exit 1", rows.values().iterator().next().exit());
    }

    @Test
    void aProcessWhoseStartNobodyKnowsMayRunAgainUnderItsKey() {
        var unknown = shell.bornAt(0);
        script.accept(unknown.started(), unknown.exited(0));
        clock.advanceMillis(10);
        script.accept(unknown.started());
        assertEquals(List.of("RUNNING sh"), lines());
    }

    @Test
    void anExitBeforeTheStartIsAnEndThatLearnsWhatItWas() {
        script.accept(child.exited(2));
        assertEquals(List.of("ENDED [no command line]"), lines());
        script.accept(child.started());
        assertEquals(List.of("ENDED cat x"), lines());
        var row = rows.values().iterator().next();
        assertEquals(shell.key(), row.parentKey());
        assertEquals(Duration.ofMillis(1), row.lifetime());
    }

    @Test
    void clearingForgetsWhatHasEndedAndTheLossesButNotTheirCount() {
        script.accept(shell.started(), child.started(), shell.exited(0));
        script.acceptLoss(3);
        take();
        script.model().clear();
        assertEquals(List.of("RUNNING cat x"), lines());
        assertEquals(3, script.model().lost().events());
        assertEquals(0, take().forgotten());
    }

    @Test
    void everythingIsBounded() {
        for (var id = 1; id <= 5; id++) {
            script.accept(ScriptedProcess.of(id).running("/bin/" + id, "p" + id).started());
            script.acceptLoss(id);
        }
        for (var index = 0; index < 3 * ModelEntry.MOST_EVENTS; index++) {
            script.accept(ScriptedProcess.of(5).running("/bin/x", "run " + index).started());
        }
        var changes = take();
        assertEquals(3, changes.running());
        assertEquals(2 + 3, changes.forgotten(), "processes and losses");
        assertEquals(5, rows.size());
        var row = rows.values().stream().filter(each -> each.processId() != null && each.processId() == 5).findFirst().orElseThrow();
        assertEquals(ModelEntry.MOST_EVENTS, row.events().size());
        assertEquals("p5", row.events().get(0).properties().get("command.line"), "the first stays");
        assertEquals("run 95", row.commandLine());
    }

    @Test
    void whatIsForgottenBeforeAnybodyLookedIsNeverTold() {
        script.model().setMostEnded(0);
        script.accept(shell.started(), shell.exited(0));
        var changes = take();
        assertEquals(List.of(), changes.changed());
        assertEquals(List.of(), changes.removed());
        assertEquals(1, changes.forgotten());
        assertThrows(IllegalArgumentException.class, () -> script.model().setMostEnded(-1));
    }

    @Test
    void onWindowsAKeyTellsWhenItsProcessBegan() {
        var start = Instant.parse("2026-01-01T11:00:00.123Z");
        var key = new ProcessKey(0, 8, start.toEpochMilli());
        script.model().begin(List.of(new ScriptedProcess(key, null, "C:\\Windows\\System32\\cmd.exe", null).row(clock.instant())));
        take();
        var row = rows.values().iterator().next();
        assertEquals(start, row.start());
        assertEquals("cmd.exe", row.name());
        assertEquals(Duration.ofMinutes(60).minusMillis(123), row.lifetimeAt(clock.instant()));
    }

    @Test
    void aChainLongerThanAStackIsDeepIsLaidOut() {
        var unbounded = new ModelScript(clock);
        var parent = ScriptedProcess.of(1).running("/bin/1", "1");
        var events = new ArrayList<ScriptedEvent>(List.of(parent.started()));
        for (var id = 2; id <= 30_000; id++) {
            parent = ScriptedProcess.of(id).running("/bin/x", "x").childOf(parent);
            events.add(parent.started());
        }
        unbounded.accept(events);
        var builder = new FrameBuilder();
        builder.update(unbounded.model().takeChanges());
        var frame = builder.build(ViewSelection.ALL, clock.instant(), Duration.ZERO);
        assertEquals(30_000, frame.size());
        assertEquals(29_999, frame.get(29_999).depth());
    }

    @Test
    void usersHaveNamesWhereTheFileOfUsersHasThem(@TempDir Path folder) throws Exception {
        var passwd = Files.writeString(folder.resolve("passwd"), "root:x:0:0::/:/bin/sh\nbroken\nad\u001ba:x:7:7::/:\ntoo:x:7:7::/:\n:x:8:::\n");
        var names = UserNames.of(passwd);
        assertEquals("root", names.of(user(0L, null)));
        assertEquals("ad\\x1ba", names.of(user(7L, null)), "the first one counts");
        assertEquals("8", names.of(user(8L, null)));
        assertEquals("S-1-5-18", names.of(user(null, "S-1-5-18")));
        assertEquals("", names.of(user(null, null)));
        assertEquals("0", UserNames.of(folder.resolve("none")).of(user(0L, null)));
        assertEquals("0", UserNames.of(folder).of(user(0L, null)), "a folder");
    }

    private static ProcessSubject user(Long userId, String sid) {
        return new ProcessSubject(new ProcessKey(1, 1, 1), null, userId, null, sid, null);
    }

    @Test
    void whatRanBeforeIsNotNew() {
        script.model().begin(List.of(shell.row(clock.instant())));
        take();
        assertNull(rows.values().iterator().next().appearedAt());
    }
}
