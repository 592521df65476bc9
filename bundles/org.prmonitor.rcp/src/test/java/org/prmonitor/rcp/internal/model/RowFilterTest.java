package org.prmonitor.rcp.internal.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessSubject;
import org.prmonitor.testkit.ScriptedProcess;

final class RowFilterTest {

    private final ModelScript script = new ModelScript(new ManualClock());

    private final ScriptedProcess make = ScriptedProcess.of(4711).running("/usr/bin/make", "make", "-C", "/home/Ada/src");

    private ProcessRow row() {
        return script.model().takeChanges().changed().get(0);
    }

    private ProcessRow started() {
        script.accept(make.started());
        return row();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "make", "MAKE", "ada -c", "4711", "/usr/bin make 47", "(process.id=4711)", " (image.path=*/make) ",
        "(&(process.id>=4000)(command.line=*Ada*))", "(command.args=-C)"})
    void passes(String text) {
        assertTrue(RowFilter.parse(text).matches(started()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"maker", "make gone", "4712", "(process.id=4712)", "(exit.code=0)", "(snapshot=true)", "(command.line=*ada*)"})
    void doesNotPass(String text) {
        assertFalse(RowFilter.parse(text).matches(started()));
    }

    @Test
    void anLdapFilterSeesTheNewestEvent() {
        script.accept(make.started(), make.exited(2));
        var row = row();
        assertTrue(RowFilter.parse("(&(exit.code=2)(!(snapshot=*)))").matches(row));
        assertFalse(RowFilter.parse("(event.topics=*/STARTED)").matches(row));
    }

    @Test
    void whatRanBeforeIsFoundByTheKeysThatItsSnapshotWouldHave() {
        script.model().begin(List.of(make.row(Instant.EPOCH)));
        var row = row();
        assertTrue(RowFilter.parse("(&(process.id=4711)(image.path=/usr/bin/make)(snapshot=true))").matches(row));
        assertFalse(RowFilter.parse("(sequence=*)").matches(row), "it was never journaled");
    }

    @Test
    void aUsersIdIsFoundAsAWord() {
        var subject = new ProcessSubject(new ProcessKey(1, 5, 1), null, 1007L, null, null, null);
        script.model().begin(List.of(
                new RunningProcess(subject, null, null, null, CommandLine.ofArguments("x"), null, Instant.EPOCH)));
        assertTrue(RowFilter.parse("1007").matches(row()));
    }

    @Test
    void wrongSyntaxIsRefusedAndTheMessageSaysWhere() {
        var refusal = assertThrows(IllegalArgumentException.class, () -> RowFilter.parse("(&(process.id=1)(image.path"));
        assertTrue(refusal.getMessage().contains("image.path"), refusal::getMessage);
        assertThrows(IllegalArgumentException.class, () -> RowFilter.parse("("));
    }

    @Test
    void equalTextIsAnEqualFilter() {
        assertEquals(RowFilter.parse(" a b "), RowFilter.parse("a b"));
        assertSame(RowFilter.ALL, RowFilter.parse(""));
        assertEquals("a b", RowFilter.parse(" a b ").text());
    }
}
