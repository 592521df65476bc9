package org.prmonitor.consumer.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Flow;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.prmonitor.api.HopStatistics;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.SourceState;
import org.prmonitor.api.SourceStatus;
import org.prmonitor.api.channel.ChannelFidelity;
import org.prmonitor.api.event.MonitorEvent;

@Timeout(30)
class ConsoleSessionTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final List<String> calls = new ArrayList<>();
    private final SourceReference sources = new SourceReference();
    private final ConsoleSession session =
            new ConsoleSession(sources, new Notices(new PrintStream(said, true, StandardCharsets.UTF_8)), new EventCounts());

    @AfterEach
    void noInterruptIsLeftOver() {
        assertFalse(Thread.interrupted());
    }

    @Test
    void readyIsSaidAfterWhyBetterChannelsDidNotOpen() {
        sources.set(new Source(SourceState.RUNNING, "linux-ebpf: bpf(BPF_MAP_CREATE): Operation not permitted (EPERM)"));
        assertEquals(ConsoleSession.DONE, session.ready());
        assertEquals(
                """
                prmonitor: linux-ebpf: bpf(BPF_MAP_CREATE): Operation not permitted (EPERM)
                prmonitor: ready linux-netlink (every process, every loss counted; arguments best effort)
                """,
                said.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aChannelThatDoesNotOpenIsAFailureAtOnce() {
        sources.set(new Source(SourceState.RECOVERING, "nonsense: there is no such channel"));
        assertEquals(ConsoleSession.FAILED, session.run(Duration.ZERO, this::close));
        assertTrue(said.toString(StandardCharsets.UTF_8).startsWith("prmonitor: not ready: nonsense: there is no such channel\n"));
    }

    @Test
    void whatTheKernelHasIsWaitedForBeforePrintingEnds() {
        sources.set(new Source(SourceState.RUNNING));
        assertEquals(ConsoleSession.DONE, session.run(Duration.ofMillis(1), this::close));
        assertEquals(List.of("flush", "close"), calls);
        assertTrue(said.toString(StandardCharsets.UTF_8).contains("0 events in "));
        assertTrue(said.toString(StandardCharsets.UTF_8).contains("kernel"));
    }

    @Test
    void anInterruptEndsAStreamInOrder() {
        sources.set(new Source(SourceState.RUNNING));
        Thread.currentThread().interrupt();
        assertEquals(ConsoleSession.DONE, session.run(Duration.ZERO, this::close));
        assertEquals(List.of("flush", "close"), calls);
    }

    @Test
    void anInterruptBeforeReadyIsAFailure() {
        Thread.currentThread().interrupt();
        assertEquals(ConsoleSession.FAILED, session.ready());
        assertTrue(said.toString(StandardCharsets.UTF_8).contains("stopped before it was ready"));
    }

    @Test
    void anOutputThatBreaksIsAFailure() {
        sources.set(new Source(SourceState.RUNNING));
        session.outputFailed(new IOException("No space left on device"), false);
        assertEquals(ConsoleSession.FAILED, session.run(Duration.ZERO, this::close));
        assertTrue(said.toString(StandardCharsets.UTF_8).contains("standard output does not take the events: No space left on device"));
    }

    @Test
    void aReaderThatHasSeenEnoughIsNoFailure() {
        sources.set(new Source(SourceState.RUNNING));
        session.outputFailed(new IOException("Broken pipe"), true);
        assertEquals(ConsoleSession.DONE, session.run(Duration.ZERO, this::close));
        assertFalse(said.toString(StandardCharsets.UTF_8).contains("Broken pipe"));
    }

    @Test
    void aBundleThatStopsLeavesTheCommandToItsSuccessor() {
        sources.set(new Source(SourceState.RUNNING));
        session.stop();
        assertNull(session.run(Duration.ZERO, this::close));
        assertFalse(said.toString(StandardCharsets.UTF_8).contains(" events in "), "no closing summary");
    }

    @Test
    void anOutputThatTakesNothingIsAFailure() {
        sources.set(new Source(SourceState.RUNNING));
        assertEquals(ConsoleSession.FAILED, session.run(Duration.ofMillis(1), () -> false));
        assertTrue(said.toString(StandardCharsets.UTF_8).contains("standard output takes nothing any more; the last events are not in it"));
    }

    private boolean close() {
        return calls.add("close");
    }

    /** Says what it is told to. */
    private final class Source implements MonitorEventSource {

        private final SourceStatus status;

        Source(SourceState state, String... remarks) {
            var running = state == SourceState.RUNNING;
            status = new SourceStatus(
                    state,
                    running ? "linux-netlink" : null,
                    running ? ChannelFidelity.BEST_EFFORT : null,
                    List.of(remarks),
                    new UUID(0, 0),
                    0,
                    List.of(new HopStatistics("kernel", 0, 0, 0, 0)),
                    List.of());
        }

        @Override
        public SourceStatus status() {
            return status;
        }

        @Override
        public List<MonitorEvent> recent(int count) {
            return List.of();
        }

        @Override
        public Collection<RunningProcess> processes() {
            return List.of();
        }

        @Override
        public @Nullable RunningProcess process(long processId) {
            return null;
        }

        @Override
        public Flow.Publisher<MonitorEvent> publisher(String filter) {
            throw new UnsupportedOperationException("the console does not subscribe");
        }

        @Override
        public boolean flush(Duration timeout) {
            calls.add("flush");
            return true;
        }

        @Override
        public SourceStatus await(Duration timeout, Predicate<? super SourceStatus> condition) {
            return status;
        }
    }
}
