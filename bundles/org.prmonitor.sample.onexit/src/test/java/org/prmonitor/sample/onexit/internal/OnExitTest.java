package org.prmonitor.sample.onexit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.prmonitor.api.ListenerState;
import org.prmonitor.testkit.ConsumerBundle;
import org.prmonitor.testkit.PrMonitorTest;
import org.prmonitor.testkit.ScriptedProcess;
import org.prmonitor.testkit.ScriptedSource;

/** The bundle in a framework, on the real source, with a rule for backups that fail. */
@PrMonitorTest(project = true)
class OnExitTest {

    private static final String RULE = "backup failed";
    private static final ScriptedProcess BACKUP = ScriptedProcess.of(42).running("/usr/bin/backup", "backup", "$(reboot)");

    private ScriptedSource scripted;
    private ConsumerBundle consumer;

    @BeforeEach
    void rule(ScriptedSource source, BundleContext context) throws Exception {
        scripted = source;
        consumer = ConsumerBundle.of(context, OnExitConfiguration.PID);
        configure("(&(image.path=*/backup)(!(exit.code=0)))", Programs.command("environment"));
    }

    private void configure(String filter, List<String> command) throws Exception {
        consumer.configure(OnExitConfiguration.PID, "backup", Map.of(
                "prmonitor.listener.id", RULE,
                "prmonitor.listener.filter", filter,
                "command", command.toArray(String[]::new)));
    }

    private void exit(ScriptedProcess process, int code) throws InterruptedException {
        scripted.emit(process.started(), process.exited(code));
        scripted.settle();
    }

    /** For which process, by key, the command ran. */
    private List<String> ran() {
        return scripted.log().stream()
                .filter(line -> line.contains("PRMONITOR_PROCESS_KEY="))
                .map(line -> line.replaceFirst(".*PRMONITOR_PROCESS_KEY=", ""))
                .toList();
    }

    @Test
    void runsForWhatMatchesAndIsToldNumbersOnly() throws Exception {
        exit(BACKUP.bornAt(1), 0);
        exit(ScriptedProcess.of(43).running("/bin/ls", "ls"), 3);
        exit(BACKUP.bornAt(2), 3);
        scripted.awaitLog("exit 0 after");
        assertEquals(List.of(BACKUP.bornAt(2).key().toString()), ran());
        scripted.awaitLog(RULE + " for process 42: PRMONITOR_EXIT_CODE=3");
        assertTrue(scripted.log().stream().noneMatch(line -> line.contains("reboot")), scripted.log()::toString);
    }

    @Test
    void aProcessIdThatComesBackIsAnotherProcess() throws Exception {
        exit(BACKUP.bornAt(1), 3);
        exit(BACKUP.bornAt(2), 4);
        scripted.awaitLog("KEY=" + BACKUP.bornAt(2).key());
        assertEquals(List.of(BACKUP.bornAt(1).key().toString(), BACKUP.bornAt(2).key().toString()), ran());
    }

    @Test
    void theListenerDoesNotWaitForTheCommand() throws Exception {
        configure("(image.path=*/backup)", Programs.command("forever"));
        exit(BACKUP.bornAt(1), 0);
        exit(BACKUP.bornAt(2), 0);
        var listener = scripted.source().status().listeners().stream().filter(each -> each.id().equals(RULE)).findFirst().orElseThrow();
        assertEquals(ListenerState.RUNNING, listener.state());
        assertEquals(2, listener.books().delivered());
    }

    @Test
    void whatWaitsSurvivesASwapAndWhatHappensMeanwhileTheListenersPlace() throws Exception {
        configure("(image.path=*/backup)", Programs.command("forever"));
        for (var start = 1; start <= 4; start++) {
            exit(BACKUP.bornAt(start), 0);
        }
        consumer.stop();
        exit(BACKUP.bornAt(5), 0);
        configure("(image.path=*/backup)", Programs.command("environment"));
        scripted.awaitLog("KEY=" + BACKUP.bornAt(5).key());
        // The first ran when the rule went; or, if its thread had not got to it by then, it waited too.
        var all = List.of(1, 2, 3, 4, 5).stream().map(start -> BACKUP.bornAt(start).key().toString()).toList();
        assertEquals(all.subList(5 - ran().size(), 5), ran());
        assertTrue(ran().size() >= 4, ran()::toString);
    }

    @Test
    void aLossIsSaid() throws Exception {
        scripted.channel().lose(7);
        exit(BACKUP.bornAt(1), 0);
        scripted.awaitLog(RULE + ": 7 events are missing");
    }

    @Test
    void aFilterThatIsNoneIsRefusedByTheSource() throws Exception {
        configure("(image.path=", Programs.command("environment"));
        assertTrue(scripted.source().status().listeners().stream()
                .anyMatch(each -> each.id().equals(RULE) && each.state() == ListenerState.REFUSED));
        scripted.awaitLog("is refused");
    }

    @Test
    void aRuleWithoutACommandIsRefused() throws Exception {
        configure("(image.path=*/backup)", List.of());
        scripted.awaitLog("Rule " + RULE + " refused: command is empty; it runs nothing");
        exit(BACKUP.bornAt(1), 0);
        assertEquals(List.of(), ran());
    }
}
