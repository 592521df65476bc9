package org.prmonitor.sample.budget.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.service.event.Event;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.ProcessSubject;
import org.prmonitor.testkit.ConsumerBundle;
import org.prmonitor.testkit.PrMonitorTest;
import org.prmonitor.testkit.ScriptedEvent;
import org.prmonitor.testkit.ScriptedSource;

/** The bundle in a framework, on the real source: three processes a minute are allowed. */
@PrMonitorTest(project = true)
class BudgetKeeperTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private ScriptedSource scripted;
    private ConsumerBundle consumer;
    private long processes;

    @BeforeEach
    void threeAreAllowed(ScriptedSource source, BundleContext context) throws Exception {
        scripted = source;
        consumer = ConsumerBundle.of(context, BudgetConfiguration.PID);
        configure(Map.of("processesPerMinute", 3, "exempt", new String[] {"7, 8", "9"}));
    }

    private void configure(Map<String, ?> properties) throws Exception {
        consumer.configure(BudgetConfiguration.PID, properties);
    }

    private void start(long user, ProcessKey key, long second) {
        var subject = new ProcessSubject(key, null, user, null, null, null);
        scripted.emit(ScriptedEvent.of(EventType.STARTED, header -> new ProcessStarted(
                        header, subject, null, null, null, "/bin/true", CommandLine.ofArguments("true"), false))
                .at(BEGIN.plusSeconds(second)));
    }

    private void start(long user, int count, long second) throws InterruptedException {
        for (var process = 0; process < count; process++) {
            start(user, new ProcessKey(1, ++processes, 1), second);
        }
        scripted.settle();
    }

    /** What was said of users, in order. */
    private List<String> said() {
        return scripted.log().stream().filter(line -> line.contains("] User ")).map(line -> line.replaceFirst(".*] ", "")).toList();
    }

    @Test
    void whoIsOverIsNamedOnceAnIncident() throws Exception {
        start(1000, 3, 0);
        start(1001, 3, 0);
        assertEquals(List.of(), said());
        start(1000, 20, 1);
        assertEquals(List.of("User 1000 starts more than 3 processes a minute"), said());
        start(1001, 1, 61);
        assertEquals(
                List.of("User 1000 starts more than 3 processes a minute", "User 1000 keeps to 3 processes a minute again, after 0.0 ms"),
                said());
    }

    @Test
    void whoWantsToDoSomethingAboutItGetsAnEvent() throws Exception {
        var events = new LinkedBlockingQueue<Event>();
        scripted.handle("org/prmonitor/sample/budget/*", events::add);
        start(1000, 5, 0);
        start(1000, 1, 100);
        var exceeded = events.poll(30, TimeUnit.SECONDS);
        assertNotNull(exceeded);
        assertEquals("org/prmonitor/sample/budget/ProcessBudget/EXCEEDED", exceeded.getTopic());
        assertEquals("1000", exceeded.getProperty("user"));
        assertEquals(3, exceeded.getProperty("allowed"));
        var kept = events.poll(30, TimeUnit.SECONDS);
        assertNotNull(kept);
        assertEquals("org/prmonitor/sample/budget/ProcessBudget/KEPT", kept.getTopic());
        assertEquals(0L, kept.getProperty("lasted"));
    }

    @Test
    void aProcessIdThatComesBackIsAnotherProcessAndASecondExecutionIsNone() throws Exception {
        for (var execution = 0; execution < 5; execution++) {
            start(1000, new ProcessKey(1, 42, 1), 0);
        }
        start(1000, new ProcessKey(1, 42, 2), 1);
        start(1000, new ProcessKey(1, 42, 3), 2);
        scripted.settle();
        assertEquals(List.of(), said());
        start(1000, new ProcessKey(1, 42, 4), 3);
        scripted.settle();
        assertEquals(1, said().size());
    }

    @Test
    void whoIsExemptIsNotCounted() throws Exception {
        start(7, 9, 0);
        start(8, 9, 0);
        start(9, 9, 0);
        assertEquals(List.of(), said());
    }

    @Test
    void whatWasCountedBeforeASwapCountsAfterIt() throws Exception {
        start(1000, 2, 0);
        consumer.swap();
        start(1000, 1, 1);
        assertEquals(List.of(), said());
        consumer.stop();
        start(1000, 1, 2);
        consumer.start();
        scripted.settle();
        assertEquals(List.of("User 1000 starts more than 3 processes a minute"), said());
    }

    @Test
    void anIncidentThatGoesOnIsNotSaidAgainAfterASwap() throws Exception {
        start(1000, 4, 0);
        consumer.swap();
        start(1000, 4, 1);
        assertEquals(List.of("User 1000 starts more than 3 processes a minute"), said());
        consumer.swap();
        start(1001, 1, 61);
        assertEquals("User 1000 keeps to 3 processes a minute again, after 1.0 s", said().get(1));
        assertEquals(2, said().size());
    }

    @Test
    void aLossIsSaid() throws Exception {
        scripted.channel().lose(7);
        start(1000, 1, 0);
        assertTrue(scripted.awaitLog("7 events are missing").contains("warn"));
    }

    @Test
    void whatMakesNoSenseIsRefusedAndTheDefaultsHold() throws Exception {
        configure(Map.of("processesPerMinute", 0));
        assertTrue(scripted.awaitLog("refused").endsWith("processesPerMinute=0 is not from 1 to 100000; the defaults hold"));
        start(1000, BudgetSettings.PROCESSES_PER_MINUTE + 1, 0);
        assertEquals(1, said().size());
    }
}
