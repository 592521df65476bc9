package org.prmonitor.sample.shortlived.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.prmonitor.testkit.ConsumerBundle;
import org.prmonitor.testkit.PrMonitorTest;
import org.prmonitor.testkit.ScriptedProcess;
import org.prmonitor.testkit.ScriptedSource;

/** The bundle in a framework, on the real source. A scripted process lives for 1 ms. */
@PrMonitorTest(project = true)
class ShortLivedProcessesTest {

    private static final ScriptedProcess LS = ScriptedProcess.of(100).running("/bin/ls", "ls");
    private static final ScriptedProcess TRUE = ScriptedProcess.of(101).running("/bin/true", "true");

    private ScriptedSource scripted;
    private ConsumerBundle consumer;

    /** Once an hour: reports come when a test ends the period. */
    @BeforeEach
    void onceAnHour(ScriptedSource source, BundleContext context) throws Exception {
        scripted = source;
        consumer = ConsumerBundle.of(context, ShortLivedConfiguration.PID);
        consumer.configure(ShortLivedConfiguration.PID, Map.of("periodMillis", 3_600_000L));
    }

    private void run(ScriptedProcess... processes) throws InterruptedException {
        for (var process : processes) {
            scripted.emit(process.started(), process.exited(0));
        }
        scripted.settle();
    }

    /** From the number to the period, which takes as long as it takes. */
    private List<String> reports() {
        return scripted.log().stream()
                .filter(line -> line.contains(" lived less than "))
                .map(line -> line.replaceFirst(".*\\] ", "").replaceFirst(" in \\d+\\.\\d m?s", ""))
                .toList();
    }

    @Test
    void whatIsCountedIsSaidBeforeTheBundleGoes() throws Exception {
        run(LS, TRUE, LS.bornAt(2));
        assertEquals(List.of(), reports());
        consumer.stop();
        assertEquals(List.of("3 processes lived less than 100.0 ms: 2 /bin/ls (shortest 1.0 ms), 1 /bin/true (shortest 1.0 ms)"), reports());
    }

    @Test
    void isSaidOnceAPeriod() throws Exception {
        consumer.configure(ShortLivedConfiguration.PID, Map.of("periodMillis", 20L));
        run(LS);
        scripted.awaitLog("1 process lived less than 100.0 ms");
        run(TRUE);
        scripted.awaitLog("1 /bin/true");
        consumer.stop();
        assertEquals(2, reports().size(), reports()::toString);
    }

    @Test
    void aProcessIdThatComesBackIsAnotherProcess() throws Exception {
        run(LS, ScriptedProcess.of(100).bornAt(2).running("/bin/true", "true"));
        consumer.stop();
        assertEquals(List.of("2 processes lived less than 100.0 ms: 1 /bin/ls (shortest 1.0 ms), 1 /bin/true (shortest 1.0 ms)"), reports());
    }

    @Test
    void noneIsLostAndNoneIsCountedTwiceInASwap() throws Exception {
        run(LS);
        consumer.swap();
        run(LS, LS);
        consumer.stop();
        run(LS, LS, LS);
        consumer.start();
        scripted.settle();
        consumer.stop();
        assertEquals(List.of("1", "2", "3"), reports().stream().map(line -> line.substring(0, 1)).toList(), reports()::toString);
    }

    @Test
    void aLossIsSaid() throws Exception {
        run(LS);
        scripted.channel().lose(7);
        run(LS);
        consumer.stop();
        assertEquals(List.of("at least 2 processes lived less than 100.0 ms: 2 /bin/ls (shortest 1.0 ms); 7 events are missing"), reports());
    }

    @Test
    void whatMakesNoSenseIsRefusedAndTheDefaultsHold() throws Exception {
        consumer.configure(ShortLivedConfiguration.PID, Map.of("periodMillis", 0L));
        assertTrue(scripted.awaitLog("refused").contains("periodMillis=0 is less than 1; the defaults hold"), scripted.log()::toString);
        run(LS);
        consumer.stop();
        assertEquals(1, reports().size());
        consumer.configure(ShortLivedConfiguration.PID, Map.of("programs", "many"));
        scripted.awaitLog("\"many\"");
    }
}
