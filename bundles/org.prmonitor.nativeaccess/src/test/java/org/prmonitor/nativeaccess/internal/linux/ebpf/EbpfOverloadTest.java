package org.prmonitor.nativeaccess.internal.linux.ebpf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.channel.ChannelStatistics;
import org.prmonitor.api.channel.MonitorChannel;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.nativeaccess.internal.testsupport.RecordingSink;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

/** A ring too small for what happens. Others on this machine make events too, so every count is of all of them. */
@Requires(Requirement.EBPF)
class EbpfOverloadTest {

    private static final int PROCESSES = 1500;

    private final RecordingSink sink = new RecordingSink();

    @Test
    void stalledReaderIsToldOfEveryLossInItsPlaceAndTheStreamGoesOn() throws Exception {
        try (var channel = open()) {
            var storm = storm();
            assertEquals(0, storm.waitFor());
            assertTrue(channel.statistics().lost() > PROCESSES);
            assertTrue(channel.await(Duration.ZERO));
            channel.drain(sink);
            // Nobody read meanwhile: what was there before the first loss is the beginning, without a gap.
            var beforeTheLoss = numbers(storm.pid(), sink.losses().get(0).before());
            assertFalse(beforeTheLoss.isEmpty());
            for (var index = 0; index < beforeTheLoss.size(); index++) {
                assertEquals(index, beforeTheLoss.get(index));
            }
            assertBooksClose(channel);

            var process = new ProcessBuilder("/bin/true", "afterwards").start();
            process.waitFor();
            sink.drainUntilExit(channel, process.pid());
            assertEquals(1, sink.exited(process.pid()).size());
        }
    }

    @Test
    void readerThatStallsAgainAndAgainLosesNothingUncounted() throws Exception {
        try (var channel = open()) {
            // On a busy machine a storm may be over after few stalls.
            while (sink.losses().size() < 4) {
                stallUnder(storm(), channel);
            }
            assertBooksClose(channel);
            assertTrue(sink.lost() > 60, () -> "losses: " + sink.losses());
        }
    }

    /** Reads only when something was lost, until the storm is over. */
    private void stallUnder(Process storm, MonitorChannel channel) throws Exception {
        while (storm.isAlive()) {
            var lost = channel.statistics().lost();
            while (storm.isAlive() && channel.statistics().lost() < lost + 20) {
                Thread.onSpinWait();
            }
            channel.drain(sink);
        }
        assertEquals(0, storm.exitValue());
    }

    private static MonitorChannel open() throws Exception {
        return new EbpfChannelProvider().open(ChannelOptions.defaults().withRingBytes(1 << 16));
    }

    /** Every process has its number as its argument. */
    private static Process storm() throws Exception {
        return new ProcessBuilder("/bin/sh", "-c", "i=0; while [ $i -lt " + PROCESSES + " ]; do /bin/true storm $i; i=$((i+1)); done")
                .start();
    }

    /** The numbers of a storm's processes among the first events. */
    private List<Integer> numbers(long parentId, int events) {
        return sink.events().subList(0, events).stream()
                .filter(event -> event instanceof ProcessStarted started && Objects.equals(started.parentId(), parentId))
                .map(event -> number(Objects.requireNonNull(((ProcessStarted) event).commandLine())))
                .toList();
    }

    private static int number(CommandLine line) {
        var text = line.toString();
        return Integer.parseInt(text.substring(text.lastIndexOf(' ') + 1));
    }

    /** In a moment at which nothing moves, seen = delivered + lost, and the sink has heard of all of it. */
    private void assertBooksClose(MonitorChannel channel) throws Exception {
        ChannelStatistics books;
        var deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        do {
            channel.drain(sink);
            books = channel.statistics();
            assertTrue(books.seen() >= books.delivered() + books.lost(), books::toString);
        } while (books.seen() != books.delivered() + books.lost() && System.nanoTime() < deadline);
        assertEquals(books.seen(), books.delivered() + books.lost(), books::toString);
        assertEquals(books.delivered(), sink.events().size());
        assertEquals(books.lost(), sink.lost());
        assertEquals(books.seen() + 1, sink.nextSequence());
    }
}
