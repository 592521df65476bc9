package org.prmonitor.itest.testkit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.api.Resume;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.event.EventKeys;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.testkit.EventProbe;
import org.prmonitor.testkit.EventRecording;
import org.prmonitor.testkit.PrMonitorTest;
import org.prmonitor.testkit.RandomEvents;
import org.prmonitor.testkit.ScriptedFeed;
import org.prmonitor.testkit.ScriptedProcess;
import org.prmonitor.testkit.ScriptedSource;
import org.prmonitor.testkit.ScriptedTime;
import org.prmonitor.testkit.SessionRecorder;
import org.prmonitor.testkit.SteadyRate;

/** A session is recorded through the real source, and replayed through it; and time that the test moves. */
@PrMonitorTest(configuration = "types=started,forked,exited,images,registry")
class ReplayTest {

    private static final ScriptedProcess SHELL = ScriptedProcess.of(42).running("/bin/sh", "sh");

    @TempDir
    Path folder;

    private interface Session {
        void play() throws Exception;
    }

    private EventRecording recording(ScriptedSource scripted, Session session) throws Exception {
        var file = folder.resolve("session.jsonl");
        try (var recorder = new SessionRecorder(file)) {
            var registration = scripted.listen("recorder", Set.of(), "", Resume.BEGINNING, recorder);
            session.play();
            scripted.settle();
            registration.close();
        }
        return EventRecording.read(file);
    }

    @Test
    void aSessionOfAllTypesIsTheSameAgainTimesAndLossesIncluded(ScriptedSource scripted, EventProbe probe) throws Exception {
        var random = new RandomEvents(3);
        var recording = recording(scripted, () -> {
            scripted.play(random, 10_000);
            scripted.lose(7);
            scripted.play(random, 100);
        });
        scripted.settle();
        var live = probe.events();
        probe.clear();
        scripted.play(recording.withTimes());
        scripted.settle();
        var replayed = probe.events();
        assertEquals(10_101, replayed.size());
        assertEquals(told(live, true), told(replayed, true));
        assertEquals(7, probe.lost().get(0).count());
        assertEquals(10_107, replayed.get(10_100).sequence() - replayed.get(0).sequence() + 1);
    }

    /** What is said, but for the numbers, and for when a loss was noticed, which is no part of what happened. */
    private static List<String> told(List<MonitorEvent> events, boolean times) {
        var told = new ArrayList<String>();
        for (var event : events) {
            var properties = new TreeMap<>(event.properties());
            properties.keySet().removeAll(Set.of(EventKeys.EVENT, EventKeys.SEQUENCE, EventKeys.LOST_FROM, EventKeys.LOST_TO));
            if (!times || event instanceof EventsLost) {
                properties.keySet().removeAll(Set.of(EventKeys.TIME, EventKeys.TIMESTAMP));
            }
            // By way of bytes, as JSON has it: UTF-8 has no half of a surrogate pair.
            told.add(new String(properties.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        }
        return told;
    }

    @Test
    void aLossThatNobodyCountedIsOneAgain(ScriptedSource scripted, EventProbe probe) throws Exception {
        var recording = recording(scripted, () -> {
            scripted.emit(SHELL.started());
            scripted.settle();
            scripted.channel().dieAfterRing(new ChannelException("as scripted", null));
            scripted.channel().awaitOpened(2, Duration.ofSeconds(30));
            scripted.emit(SHELL.exited(0));
        });
        scripted.settle();
        probe.clear();
        scripted.play(recording);
        scripted.settle();
        probe.inOrder(SHELL.started(), SHELL.exited(0));
        var lost = probe.exactlyOnce(EventsLost.class, loss -> true);
        assertNull(lost.count());
        assertEquals(3, scripted.channel().opened());
    }

    @Test
    void theDistanceBetweenEventsIsKept(ScriptedSource scripted, ScriptedTime time, EventProbe probe) throws Exception {
        var recording = recording(scripted, () -> {
            scripted.emit(SHELL.started());
            time.advance(Duration.ofDays(1));
            scripted.emit(SHELL.exited(0));
        });
        scripted.settle();
        probe.clear();
        time.advance(Duration.ofDays(1));
        scripted.play(recording.withDistance());
        scripted.settle();
        var times = probe.events().stream().map(MonitorEvent::time).toList();
        assertEquals(
                List.of(ScriptedTime.BEGIN.plus(Duration.ofDays(2)), ScriptedTime.BEGIN.plus(Duration.ofDays(3))),
                times);
    }

    @Test
    void aFeedFollowsTheTestsTime(ScriptedSource scripted, ScriptedTime time) throws Exception {
        scripted.channel().feed(ScriptedFeed.exits(new SteadyRate(1_000, Long.MAX_VALUE, time)));
        scripted.settle();
        assertEquals(0, scripted.source().status().lastSequence());
        time.advance(Duration.ofSeconds(5));
        scripted.settle();
        assertEquals(5_000, scripted.source().status().lastSequence());
        assertEquals(ScriptedTime.BEGIN.plusSeconds(5), scripted.source().recent(1).get(0).time());
    }
}
