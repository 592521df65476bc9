package org.prmonitor.sample.shortlived.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessSubject;

class TallyTest {

    private static final Duration PERIOD = Duration.ofSeconds(60);

    private final Tally tally = new Tally(Duration.ofMillis(100));

    private static ProcessExited exit(@Nullable String image, @Nullable Duration lifetime) {
        var subject = ProcessSubject.of(new ProcessKey(1, 42, 1));
        return new ProcessExited(new EventHeader(1, Instant.EPOCH, "test"), subject, 0, null, lifetime, image, null);
    }

    private static EventsLost loss(@Nullable Long count) {
        return new EventsLost(
                new EventHeader(100, Instant.EPOCH, "test"), count, count == null ? 100 : 101 - count, 100, LossPlace.KERNEL);
    }

    private String said() {
        return tally.describe(PERIOD, 2).orElse("nothing");
    }

    @Test
    void nothingIsSaidOfNothing() {
        assertEquals(Optional.empty(), tally.describe(PERIOD, 2));
    }

    @Test
    void onlyWhatIsShorterCounts() {
        tally.add(exit("/bin/ls", Duration.ofMillis(100)));
        tally.add(exit("/bin/ls", null));
        assertEquals("nothing", said());
        tally.add(exit("/bin/ls", Duration.ofNanos(99_999_999)));
        assertEquals("1 process lived less than 100.0 ms in 1 m 00 s: 1 /bin/ls (shortest 99.9 ms)", said());
    }

    @Test
    void programsAreNamedByHowManyTheyAre() {
        tally.add(exit("/bin/c", Duration.ofMillis(3)));
        tally.add(exit("/bin/b", Duration.ofMillis(7)));
        tally.add(exit("/bin/b", Duration.ofMillis(5)));
        tally.add(exit("/bin/a", Duration.ofMillis(3)));
        assertEquals("4 processes lived less than 100.0 ms in 1 m 00 s: 2 /bin/b (shortest 5.0 ms), 1 /bin/a (shortest 3.0 ms), and 1 other program",
                said());
    }

    @Test
    void aLossMakesItALowerBound() {
        tally.add(loss(7L));
        assertEquals("at least 0 processes lived less than 100.0 ms in 1 m 00 s; 7 events are missing", said());
        tally.add(exit(null, Duration.ofMillis(3)));
        tally.add(loss(1L));
        assertEquals("at least 1 process lived less than 100.0 ms in 1 m 00 s: 1 unknown (shortest 3.0 ms); 8 events are missing", said());
        tally.add(loss(null));
        assertTrue(said().endsWith("; events are missing, and nobody could count them"), said());
    }

    @Test
    void aNameCannotForgeALine() {
        tally.add(exit("/tmp/x\n0 processes", Duration.ofMillis(3)));
        assertTrue(said().contains("/tmp/x\\n0 processes (shortest"), said());
    }

    @Test
    void whoeverChoosesNamesDoesNotChooseTheMemory() {
        for (var name = 0; name < Tally.MAX_PROGRAMS + 5; name++) {
            tally.add(exit("/tmp/" + name, Duration.ofMillis(3)));
        }
        assertTrue(said().startsWith(Tally.MAX_PROGRAMS + 5 + " processes"), said());
        assertTrue(said().contains(": 5 others (shortest 3.0 ms), 1 /tmp/0"), said());
        assertTrue(said().endsWith("and " + (Tally.MAX_PROGRAMS - 1) + " other programs"), said());
    }
}
