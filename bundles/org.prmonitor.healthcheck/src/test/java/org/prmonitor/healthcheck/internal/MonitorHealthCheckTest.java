package org.prmonitor.healthcheck.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.HopStatistics;
import org.prmonitor.api.ListenerState;
import org.prmonitor.api.ListenerStatus;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.Resume;
import org.prmonitor.api.SourceState;
import org.prmonitor.api.SourceStatus;

/** What is reported, how bad it is, and who is named. */
class MonitorHealthCheckTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final MonitorHealthCheck check = new MonitorHealthCheck(now::get);
    private final List<HopStatistics> hops = new ArrayList<>();
    private final List<ListenerStatus> listeners = new ArrayList<>();
    private SourceState state = SourceState.RUNNING;
    private List<String> remarks = List.of();

    private SourceStatus status() {
        return new SourceStatus(state, "fake", null, remarks, new UUID(0, 0), 0, hops, listeners);
    }

    private MonitorEventSource source() {
        return (MonitorEventSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MonitorEventSource.class}, (proxy, method, arguments) -> status());
    }

    /** Every attribute as its default says, but for some. */
    private static HealthConfiguration configuration(Map<String, Object> values) {
        return (HealthConfiguration) Proxy.newProxyInstance(
                HealthConfiguration.class.getClassLoader(),
                new Class<?>[] {HealthConfiguration.class},
                (proxy, method, arguments) -> values.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    private void begin(Map<String, Object> values) {
        check.configure(configuration(values));
        check.setSource(source());
    }

    private void hop(String name, long lag, long lost) {
        hops.removeIf(hop -> hop.hop().equals(name));
        hops.add(new HopStatistics(name, 1_000_000 + lag + lost, 1_000_000, 0, lost, 12));
    }

    private void listener(String id, ListenerState listenerState, long lag, long lost, long errors) {
        listeners.removeIf(listener -> listener.id().equals(id));
        listeners.add(new ListenerStatus(
                id,
                "org.example 1.0.0",
                listenerState,
                Resume.NOW,
                new HopStatistics(id, 500 + lag + lost, 500, 0, lost, 7),
                errors,
                errors == 0 ? null : "java.io.IOException: \u001b[31m",
                listenerState == ListenerState.BLOCKED ? Duration.ofSeconds(90) : Duration.ZERO,
                listenerState == ListenerState.REFUSED ? "its filter is none" : null));
    }

    private void pass(long seconds) {
        now.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    /** Severity and message of every line. */
    private static List<String> lines(Result result) {
        var lines = new ArrayList<String>();
        for (ResultLog.Entry entry : result) {
            lines.add(entry.getStatus() + " " + entry.getMessage());
        }
        return lines;
    }

    @Test
    void allIsWell() {
        hop("kernel", 16_383, 0);
        listener("a", ListenerState.RUNNING, 16_383, 0, 0);
        remarks = List.of("linux-ebpf did not open");
        begin(Map.of());
        assertEquals(
                List.of("OK running on fake; 1 hops and 1 listeners within limits", "OK remark: linux-ebpf did not open"),
                lines(check.execute()));
    }

    @Test
    void lagIsJudgedByHopAndByListener() {
        hop("kernel", 16_384, 0);
        hop("event-admin", 49_152, 0);
        listener("a", ListenerState.RUNNING, 49_152, 0, 0);
        begin(Map.of());
        var result = check.execute();
        assertEquals(
                List.of(
                        "WARN hop kernel is 16,384 events behind, at 12 events/s",
                        "CRITICAL hop event-admin is 49,152 events behind, at 12 events/s",
                        "CRITICAL listener a (org.example 1.0.0) is 49,152 events behind, at 7 events/s"),
                lines(result));
        assertEquals(Result.Status.CRITICAL, result.getStatus());
    }

    @Test
    void limitsAreConfigured() {
        listener("a", ListenerState.RUNNING, 5, 0, 0);
        begin(Map.of("lagWarn", 5L, "lagCritical", 6L));
        assertEquals(Result.Status.WARN, check.execute().getStatus());
        check.configure(configuration(Map.of("lagWarn", 6L, "lagCritical", 7L)));
        assertEquals(Result.Status.OK, check.execute().getStatus());
    }

    @Test
    void aLossCountsForTheWindowAndThenNoMore() {
        hop("journal", 0, 40);
        begin(Map.of());
        assertEquals(Result.Status.OK, check.execute().getStatus(), "what was lost before");
        hop("journal", 0, 41);
        pass(1);
        assertEquals(List.of("WARN hop journal lost 1 events lately, 41 in all"), lines(check.execute()));
        pass(299);
        assertEquals(Result.Status.WARN, check.execute().getStatus());
        pass(10);
        hop("journal", 0, 1_041);
        assertEquals(Result.Status.CRITICAL, check.execute().getStatus(), "1,000 more");
        pass(301);
        assertEquals(Result.Status.OK, check.execute().getStatus(), "a window later");
    }

    @Test
    void withoutAWindowALossCountsOnce() {
        begin(Map.of("windowSeconds", 0));
        listener("a", ListenerState.RUNNING, 0, 3, 0);
        assertEquals(List.of("WARN listener a (org.example 1.0.0) lost 3 events lately, 3 in all"), lines(check.execute()));
        assertEquals(Result.Status.OK, check.execute().getStatus());
        listener("a", ListenerState.RUNNING, 0, 2, 0);
        assertEquals(Result.Status.WARN, check.execute().getStatus(), "the counter has begun anew, and all of it is new");
    }

    @Test
    void aListenerThatThrowsIsNamedWithItsError() {
        listener("a", ListenerState.RUNNING, 0, 0, 4);
        begin(Map.of());
        assertEquals(Result.Status.OK, check.execute().getStatus());
        listener("a", ListenerState.RUNNING, 0, 0, 6);
        assertEquals(
                List.of("WARN listener a (org.example 1.0.0) threw out of 2 calls lately, last java.io.IOException: \\x1b[31m"),
                lines(check.execute()));
    }

    @Test
    void aBlockedOneIsCriticalAndARefusedOneIsNot() {
        listener("a", ListenerState.BLOCKED, 0, 0, 0);
        listener("b\n", ListenerState.REFUSED, 0, 0, 0);
        begin(Map.of());
        assertEquals(
                List.of(
                        "CRITICAL listener a (org.example 1.0.0) has not come back from a call for 1 m 30 s",
                        "WARN listener b\\n (org.example 1.0.0) is given nothing: its filter is none"),
                lines(check.execute()));
    }

    @Test
    void whoseBundleIsAwayIsNobodysEmergency() {
        listener("a", ListenerState.DETACHED, 1_000_000, 0, 0);
        begin(Map.of());
        assertEquals(
                List.of("WARN listener a (org.example 1.0.0), whose bundle is away, is 1,000,000 events behind, at 7 events/s"),
                lines(check.execute()));
    }

    @Test
    void someAreLeftOut() {
        hop("event-admin", 100_000, 0);
        listener("a", ListenerState.BLOCKED, 100_000, 0, 0);
        begin(Map.of("exclude", new String[] {"event-admin", "a", "a"}));
        assertEquals(Result.Status.OK, check.execute().getStatus());
    }

    @Test
    void aSourceThatIsNotRunning() {
        begin(Map.of());
        state = SourceState.RECOVERING;
        remarks = List.of("channel died");
        assertEquals(
                List.of("CRITICAL the source is recovering: no channel is open, nothing is seen", "OK remark: channel died"),
                lines(check.execute()));
        state = SourceState.STARTING;
        assertEquals(Result.Status.TEMPORARILY_UNAVAILABLE, check.execute().getStatus());
    }

    @Test
    void withoutASourceItSaysSo() {
        check.configure(configuration(Map.of()));
        var line = "CRITICAL no source: no MonitorEventSource service is registered; start the bundle org.prmonitor.source";
        assertEquals(List.of(line), lines(check.execute()));
        var source = source();
        check.setSource(source);
        assertEquals(Result.Status.OK, check.execute().getStatus());
        check.unsetSource(source());
        assertEquals(Result.Status.OK, check.execute().getStatus(), "another one went");
        check.unsetSource(source);
        assertEquals(List.of(line), lines(check.execute()));
    }

    @Test
    void whatMakesNoSenseIsRefusedByName() {
        begin(Map.of("lagWarn", 10L, "lagCritical", 9L));
        assertEquals(
                List.of("HEALTH_CHECK_ERROR configuration org.prmonitor.healthcheck is refused: lagCritical 9 is less than lagWarn 10"),
                lines(check.execute()));
        for (var nonsense : List.<Map<String, Object>>of(
                Map.of("lagWarn", 0L), Map.of("lossWarn", 0L), Map.of("lossWarn", 5L, "lossCritical", 4L), Map.of("errorsWarn", 0L),
                Map.of("windowSeconds", -1), Map.of("windowSeconds", Limits.MAX_WINDOW_SECONDS + 1))) {
            check.configure(configuration(nonsense));
            assertEquals(Result.Status.HEALTH_CHECK_ERROR, check.execute().getStatus(), nonsense::toString);
        }
        check.configure(configuration(Map.of()));
        assertEquals(Result.Status.OK, check.execute().getStatus());
    }

    @Test
    void looksAreKeptForTheWindowAlone() {
        var window = Duration.ofSeconds(60);
        var counts = Counts.of(status(), 0);
        var history = new LookHistory(counts, window);
        for (var millis = 1L; millis <= 1_000_000; millis += 100) {
            var look = Counts.of(status(), TimeUnit.MILLISECONDS.toNanos(millis));
            var age = look.nanoTime() - history.before(look).nanoTime();
            assertTrue(age <= window.plusSeconds(2).toNanos(), () -> "compared with what was " + age + " ns ago");
            assertTrue(age >= Math.min(look.nanoTime(), window.toNanos()), () -> "compared with what was " + age + " ns ago");
        }
        assertTrue(history.size() <= 62, () -> history.size() + " looks");
    }
}
