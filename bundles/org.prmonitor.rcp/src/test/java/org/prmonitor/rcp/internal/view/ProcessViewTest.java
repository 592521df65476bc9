package org.prmonitor.rcp.internal.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.api.SourceState;
import org.prmonitor.rcp.internal.icons.Icon;
import org.prmonitor.rcp.internal.model.SourceSummary;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;
import org.prmonitor.testkit.ScriptedEvent;
import org.prmonitor.testkit.ScriptedProcess;

/** What a user does and sees, in a real window, by real keys and clicks. */
@Requires(Requirement.DISPLAY)
class ProcessViewTest {

    private static final int SIGSEGV = 11;

    private static final ScriptedProcess SHELL = ScriptedProcess.of(100).running("/usr/bin/bash", "bash", "-l");
    private static final ScriptedProcess LIST = ScriptedProcess.of(101).childOf(SHELL).running("/usr/bin/ls", "ls", "/tmp");
    private static final ScriptedProcess SLEEP = ScriptedProcess.of(102).childOf(SHELL).running("/usr/bin/sleep", "sleep", "60");

    @RegisterExtension
    final ViewWindow window = new ViewWindow();

    @Test
    void theTreeShowsWhoStartedWhomAndHowItEnded() {
        startThree();
        window.accept(LIST.exited(2), SLEEP.killed(SIGSEGV));
        awaitColumn("Exit", "", "exit 2", "killed by SIGSEGV");
        assertEquals(List.of("bash", "ls", "sleep"), window.column("Process"));
        assertEquals(List.of("100", "101", "102"), window.column("PID"));
        assertEquals(List.of("", "100", "100"), window.column("Parent"));
        assertEquals(List.of("bash -l", "ls /tmp", "sleep 60"), window.column("Command"));
        assertEquals(List.of("< 1 s", "1.0 ms", "1.0 ms"), window.column("Life time"));
    }

    @Test
    void wordsThatAreTypedFilterAndEscapeShowsAllAgain() {
        startThree();
        window.view().setFocus();
        window.press("ctrl+f");
        window.pumpUntil("the filter has the keyboard", () -> filter().isFocusControl());
        window.type("sleep 60");
        // The parent stays, so that the tree keeps its shape.
        awaitColumn("Process", "bash", "sleep");
        assertTrue(status("1 hidden"), this::counts);
        window.press(SWT.ESC, SWT.ESC);
        awaitColumn("Process", "bash", "ls", "sleep");
        assertEquals("", filter().getText());
    }

    @Test
    void anLdapFilterLooksAtTheNewestEventsProperties() {
        startThree();
        window.pressButton(Icon.FLAT);
        window.accept(LIST.exited(2));
        window.view().setFilter("(exit.code>=1)");
        awaitColumn("Process", "ls");
        window.view().setFilter("(process.id>=101)");
        awaitColumn("Process", "ls", "sleep");
    }

    @Test
    void aWrongFilterIsSaidAtOnceAndTheOneBeforeItStays() {
        startThree();
        window.pressButton(Icon.FLAT);
        window.view().setFilter("sleep");
        awaitColumn("Process", "sleep");
        var error = window.find(CLabel.class, label -> label.getParent() == window.view().control());
        assertFalse(error.isVisible());
        window.view().setFilter("(&(exit.code>=1)");
        assertTrue(error.isVisible(), "what is wrong is said before the keys have rested");
        assertTrue(error.getText().contains("(&(exit.code>=1)".replace("&", "&&")), error::getText);
        window.pumpWhile(Duration.ofMillis(3 * FilterBox.DELAY_MILLIS), "the filter before it", () -> window.table().getItemCount() == 1);
        window.view().setFilter("(&(exit.code>=1)(process.id=1))");
        assertFalse(error.isVisible());
        window.pumpUntil("nothing passes", () -> window.table().getItemCount() == 0);
    }

    @Test
    void whatHidesEverythingCanBeUndoneWithOneClick() {
        startThree();
        window.view().setFilter("no such process");
        window.pumpUntil("nothing passes", () -> window.table().getItemCount() == 0);
        assertFalse(window.table().isVisible());
        var link = window.find(Link.class, any -> true);
        window.pumpUntil("there is a way out", link::isVisible);
        window.click(link, link.getSize().x / 2, link.getSize().y / 2);
        awaitColumn("Process", "bash", "ls", "sleep");
        assertTrue(window.table().isVisible());
        assertEquals("", filter().getText());
    }

    @Test
    void aPauseHoldsTheRowsAndMissesNothing() {
        startThree();
        window.pressButton(Icon.PAUSE);
        window.pumpUntil("the pause is said", () -> status("PAUSED"));
        window.accept(ScriptedProcess.of(200).running("/usr/bin/vi", "vi").started());
        window.pumpWhile(Duration.ofMillis(300), "three rows", () -> window.table().getItemCount() == 3);
        window.pressButton(Icon.PAUSE);
        window.pumpUntil("what came meanwhile", () -> window.column("Process").contains("vi"));
        window.pumpUntil("no pause", () -> !status("PAUSED"));
    }

    @Test
    void clearForgetsWhatHasEnded() {
        startThree();
        window.accept(LIST.exited(0));
        awaitColumn("Exit", "", "exit 0", "");
        window.pressButton(Icon.CLEAR);
        awaitColumn("Process", "bash", "sleep");
    }

    @Test
    void theTypeButtonsChoose() {
        var copy = ScriptedProcess.of(103).childOf(SHELL);
        startThree();
        window.pressButton(Icon.FLAT);
        window.accept(LIST.exited(0), copy.forked());
        window.lose(7);
        window.pumpUntil("five rows", () -> window.table().getItemCount() == 5);
        // Each button takes away what it is for, and nothing else.
        toggle("Lost", 4);
        assertFalse(window.column("Process").contains("Events lost"));
        toggle("Forked", 3);
        assertFalse(window.column("PID").contains("103"));
        toggle("Ended", 2);
        assertEquals(List.of("bash", "sleep"), window.column("Process"));
        toggle("Running", 0);
        toggle("Ended", 1);
        assertEquals(List.of("ls"), window.column("Process"));
    }

    @Test
    void copyPutsTheSelectedRowOnTheClipboard() {
        startThree();
        selectLine(1);
        window.press("ctrl+c");
        window.pumpUntil("it is said", () -> says("Copied 1 row"));
        assertEquals(List.of("PROCESS", "ls"), clipboard().lines().map(line -> line.split("\t")[0]).toList());
        assertTrue(clipboard().contains("\tls /tmp\t"), this::clipboard);
    }

    @Test
    void withNothingSelectedEverythingIsCopied() {
        startThree();
        window.pressButton(Icon.COPY);
        window.pumpUntil("it is said", () -> says("Copied 3 rows"));
        assertEquals(4, clipboard().lines().count());
    }

    @Test
    void savesTheEventsAsJsonLines(@TempDir Path folder) throws IOException {
        startThree();
        window.accept(LIST.exited(2));
        awaitColumn("Exit", "", "exit 2", "");
        var file = folder.resolve("events.jsonl");
        window.saveAs(file);
        window.pressButton(Icon.SAVE);
        window.pumpUntil("it is said", () -> says("Saved 3 rows as " + file));
        var lines = Files.readAllLines(file);
        assertEquals(4, lines.size());
        assertTrue(lines.get(3).contains("\"exit.code\":2"), () -> lines.get(3));
        assertTrue(lines.stream().allMatch(line -> line.startsWith("{") && line.endsWith("}")), lines::toString);
    }

    @Test
    void aFileThatCannotBeWrittenIsSaidWithTheReason(@TempDir Path folder) {
        startThree();
        var file = folder.resolve("no such folder/events.jsonl");
        window.saveAs(file);
        window.pressButton(Icon.SAVE);
        window.pumpUntil("it is said", () -> says("cannot save 3 rows as " + file));
    }

    @Test
    void theDetailsAreAllPropertiesOfAllEventsOfTheSelectedRow() {
        startThree();
        window.accept(LIST.exited(2));
        awaitColumn("Exit", "", "exit 2", "");
        assertEquals("Select a row to see all its properties.", details());
        selectLine(1);
        window.pumpUntil("its properties", () -> details().contains("exit.code\t2\n"));
        var details = details();
        for (var property : List.of(
                "event.topics\torg/prmonitor/event/ProcessEvent/STARTED",
                "event.topics\torg/prmonitor/event/ProcessEvent/EXITED",
                "process.id\t101",
                "process.key\t" + LIST.key(),
                "parent.id\t100",
                "image.path\t/usr/bin/ls",
                "command.line\tls /tmp",
                "command.args\t[\"ls\", \"/tmp\"]",
                "process.lifetime\t1000000",
                "channel\tscripted")) {
            assertTrue(details.contains(property + "\n"), () -> property + " is not in " + details);
        }
        // What happens to the row comes by itself.
        selectLine(2);
        window.pumpUntil("the other row", () -> details().contains("process.id\t102\n") && !details().contains("exit.code"));
        window.accept(SLEEP.exited(3));
        window.pumpUntil("its end", () -> details().contains("exit.code\t3\n"));
    }

    @Test
    void theDetailsCanBePutAway() {
        startThree();
        var pane = window.find(StyledText.class, any -> true);
        assertTrue(pane.isVisible());
        window.pressButton(Icon.DETAILS);
        window.pumpUntil("no details", () -> pane.getSize().y == 0);
        window.pressButton(Icon.DETAILS);
        window.pumpUntil("details", () -> pane.getSize().y > 100);
    }

    @Test
    void aBranchIsFoldedByKeys() {
        startThree();
        selectLine(0);
        window.press(SWT.ARROW_LEFT, '\0');
        awaitColumn("Process", "bash");
        window.press(SWT.ARROW_RIGHT, '\0');
        awaitColumn("Process", "bash", "ls", "sleep");
        window.press(0, '-');
        awaitColumn("Process", "bash");
        window.press(0, '+');
        awaitColumn("Process", "bash", "ls", "sleep");
        // Into the branch, and from anywhere in it back to its root.
        window.press(SWT.ARROW_RIGHT, '\0');
        window.pumpUntil("the first child", () -> window.table().getSelectionIndex() == 1);
        window.press(SWT.ARROW_DOWN, '\0');
        window.pumpUntil("the second child", () -> window.table().getSelectionIndex() == 2);
        window.press(SWT.ARROW_LEFT, '\0');
        window.pumpUntil("the parent", () -> window.table().getSelectionIndex() == 0);
    }

    @Test
    void aBranchIsFoldedByAClickOnItsTwistyAndByTheButtonForAll() {
        startThree();
        window.clickLine(0, 12);
        awaitColumn("Process", "bash");
        window.clickLine(0, 12);
        awaitColumn("Process", "bash", "ls", "sleep");
        window.pressButton(Icon.COLLAPSE);
        awaitColumn("Process", "bash");
        window.pressButton(Icon.EXPAND);
        awaitColumn("Process", "bash", "ls", "sleep");
        // Beside the twisty a click selects.
        window.clickLine(0, 120);
        window.pumpUntil("it is selected", () -> window.table().getSelectionIndex() == 0);
        assertEquals(3, window.table().getItemCount());
    }

    /** No text changes then, no colour and no number of lines: what has ended ages no more, and its branch stays folded. */
    @Test
    void aTwistyIsPaintedWhenAChildComes() {
        window.view().setFreshness(Duration.ZERO);
        startThree();
        var first = ScriptedProcess.of(103).childOf(LIST).running("/bin/true", "true");
        window.accept(first.started());
        awaitColumn("Process", "bash", "ls", "true", "sleep");
        window.clickLine(1, 28);
        awaitColumn("Process", "bash", "ls", "sleep");
        window.accept(first.exited(0));
        window.pressButton(Icon.CLEAR);
        window.moveMouseAway();
        window.accept(LIST.exited(0));
        awaitColumn("Exit", "", "exit 0", "");
        window.pumpUntil("no twisty", () -> !window.isPainted(1, 20, 36));
        window.accept(ScriptedProcess.of(104).childOf(LIST).running("/bin/true", "true").started());
        window.pumpUntil("a twisty before ls", () -> window.isPainted(1, 20, 36));
        awaitColumn("Process", "bash", "ls", "sleep");
    }

    @Test
    void aClickOnAHeadingSortsAndAnotherTurnsTheOrderAround() {
        startThree();
        window.pressButton(Icon.FLAT);
        var heading = window.table().getColumn(window.columnIndex("Process"));
        heading.notifyListeners(SWT.Selection, null);
        window.pumpUntil("the arrow", () -> window.table().getSortColumn() == heading && window.table().getSortDirection() == SWT.UP);
        awaitColumn("Process", "bash", "ls", "sleep");
        heading.notifyListeners(SWT.Selection, null);
        awaitColumn("Process", "sleep", "ls", "bash");
        assertEquals(SWT.DOWN, window.table().getSortDirection());
    }

    @Test
    void whatIsNewAndWhatHasEndedHasAColourForAWhile() {
        window.view().setFreshness(Duration.ofSeconds(1));
        startThree();
        assertEquals(Palette.LIGHT.newGround(), ground(2));
        window.accept(LIST.exited(1));
        window.pumpUntil("the end has a colour", () -> Palette.LIGHT.goneGround().equals(ground(1)));
        assertEquals(Palette.LIGHT.failedText(), window.table().getItem(1).getForeground(window.columnIndex("Exit")));
        window.pumpUntil("it fades", () -> IntStream.range(0, 3)
                .allMatch(line -> ground(line).equals(window.table().getBackground())));
    }

    @Test
    void aLossCannotBeOverlookedUntilItIsAcknowledged() {
        startThree();
        window.lose(1204);
        var banner = window.find(Button.class, button -> button.getText().equals("Acknowledge"));
        window.pumpUntil("the loss is said", banner::isVisible);
        assertTrue(saysAnywhere("1,204 events lost since "));
        assertEquals(Palette.LIGHT.alarmGround(), banner.getParent().getBackground());
        window.pumpUntil("in the status line, too", () -> status("lost 1,204"));
        assertEquals(Palette.LIGHT.lossGround(), ground(3));
        // Neither time nor a clear takes it away.
        window.pressButton(Icon.CLEAR);
        window.pumpUntil("its row is gone", () -> window.table().getItemCount() == 3);
        assertTrue(banner.isVisible());
        window.lose(1);
        window.pumpUntil("the next one is added", () -> saysAnywhere("1,205 events lost since "));
        window.click(banner, banner.getSize().x / 2, banner.getSize().y / 2);
        window.pumpUntil("it is acknowledged", () -> !banner.isVisible());
        assertTrue(status("lost 1,205"), "the books stay");
        window.lose(2);
        window.pumpUntil("a new one comes back", banner::isVisible);
        assertTrue(saysAnywhere("2 events lost since "));
    }

    @Test
    void whatAProcessCallsItselfIsHarmless() {
        var evil = ScriptedProcess.of(666).running("/tmp/\u001b[2J\nevil", "evil", "\u001b]0;owned\u0007", "a\nb\tc", "\u202egnp.exe", "&amp");
        window.accept(evil.started());
        window.pumpUntil("a row", () -> window.table().getItemCount() == 1);
        assertEquals(List.of("evil \\x1b]0;owned\\x07 a\\nb\\tc \\u202egnp.exe &amp"), window.column("Command"));
        selectLine(0);
        window.pumpUntil("its details", () -> details().contains("process.id\t666"));
        assertTrue(details().chars().noneMatch(sign -> sign < ' ' && sign != '\n' && sign != '\t' || sign == 0x202e), this::details);
        window.pressButton(Icon.COPY);
        window.pumpUntil("it is copied", () -> says("Copied 1 row"));
        assertEquals(2, clipboard().lines().count(), this::clipboard);
    }

    @Test
    void withoutASourceItSaysWhatToDo() {
        window.pumpUntil("it says so", () -> saysAnywhere("No event source"));
        assertTrue(saysAnywhere("org.prmonitor.source"));
        window.view().setSource(new SourceSummary(SourceState.RECOVERING, null, 0, 0, "linux-ebpf: not permitted (EPERM): run as root"));
        window.pumpUntil("why there is no channel", () -> saysAnywhere("linux-ebpf: not permitted (EPERM): run as root"));
        window.view().setSource(new SourceSummary(SourceState.RUNNING, "linux-ebpf", 1234, 5, ""));
        window.pumpUntil("what it does", () -> status("linux-ebpf") && status("1,234 events/s") && status("lag 5"));
    }

    @Test
    void theSelectionAndThePlaceBelongToRowsAndNotToLineNumbers() {
        window.pressButton(Icon.FLAT);
        window.accept(IntStream.range(1000, 1300)
                .mapToObj(id -> ScriptedProcess.of(id).running("/bin/p" + id, "p" + id).started())
                .toArray(ScriptedEvent[]::new));
        window.table().getColumn(window.columnIndex("PID")).notifyListeners(SWT.Selection, null);
        window.pumpUntil("all, by id", () -> window.table().getItemCount() == 300 && window.table().getItem(0).getText().equals("p1000"));
        window.table().setTopIndex(150);
        selectLine(155);
        window.pumpUntil("its details", () -> details().contains("process.id\t1155\n"));
        window.pumpUntil("scrolled", () -> window.table().getTopIndex() > 100);
        var above = window.table().getItem(window.table().getTopIndex()).getText();
        window.accept(IntStream.range(500, 550)
                .mapToObj(id -> ScriptedProcess.of(id).running("/bin/p" + id, "p" + id).started())
                .toArray(ScriptedEvent[]::new));
        window.pumpUntil("more rows above", () -> window.table().getItemCount() == 350);
        window.pumpUntil("the same row at the top", () -> window.table().getItem(window.table().getTopIndex()).getText().equals(above));
        assertEquals("p1155", window.table().getSelection()[0].getText());
        assertTrue(details().contains("process.id\t1155\n"));
    }

    @Test
    void onADarkGroundItTurnsDark() {
        startThree();
        var light = window.table().getItem(2).getBackground();
        window.table().setBackground(new Color(0x1e, 0x1f, 0x22));
        window.table().setForeground(new Color(0xd0, 0xd4, 0xda));
        window.accept(ScriptedProcess.of(300).running("/bin/new", "new").started());
        window.pumpUntil("new rows are dark", () -> window.table().getItemCount() == 4
                && Palette.DARK.newGround().equals(ground(3)));
        assertNotEquals(light, ground(3));
    }

    private void startThree() {
        window.accept(SHELL.started(), LIST.started(), SLEEP.started());
        // By id: an exit in a script says when its process began, a millisecond before.
        window.table().getColumn(window.columnIndex("PID")).notifyListeners(SWT.Selection, null);
        awaitColumn("Process", "bash", "ls", "sleep");
    }

    private void awaitColumn(String title, String... texts) {
        window.pumpUntil(title + " is " + List.of(texts), () -> List.of(texts).equals(window.column(title)));
    }

    private void selectLine(int index) {
        window.clickLine(index, 100);
        window.pumpUntil("line " + index + " is selected", () -> window.table().getSelectionIndex() == index);
    }

    private void toggle(String kind, int rowsAfter) {
        var button = window.find(Button.class, any -> any.getText().equals(kind));
        window.click(button, button.getSize().x / 2, button.getSize().y / 2);
        window.pumpUntil(kind + " is toggled: " + rowsAfter + " rows", () -> window.table().getItemCount() == rowsAfter);
    }

    private Color ground(int line) {
        return window.table().getItem(line).getBackground();
    }

    private Text filter() {
        return window.find(Text.class, any -> true);
    }

    private String details() {
        return window.find(StyledText.class, any -> true).getText();
    }

    private String counts() {
        return window.texts().toString();
    }

    private boolean status(String part) {
        return saysAnywhere(part);
    }

    private boolean says(String begin) {
        return window.texts().stream().anyMatch(text -> text.startsWith(begin));
    }

    private boolean saysAnywhere(String part) {
        return window.texts().stream().anyMatch(text -> text.contains(part));
    }

    private String clipboard() {
        var clipboard = new Clipboard(window.display());
        try {
            return String.valueOf(clipboard.getContents(TextTransfer.getInstance()));
        } finally {
            clipboard.dispose();
        }
    }
}
