package org.prmonitor.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A time that stands still until the test moves it. Once a test has asked for it, events that are emitted carry it, and a
 * {@link SteadyRate} can follow it: ten minutes pass in a moment, and the same in every run. A consumer that asks a
 * {@link Clock} for the time is given this one.
 *
 * <pre>{@code
 * @Test
 * void aProcessOfTenMinutesIsLong(ScriptedSource scripted, ScriptedTime time) throws Exception {
 *     scripted.emit(shell.started());
 *     time.advance(Duration.ofMinutes(10));
 *     scripted.emit(shell.exited(0));
 *     …
 * }
 * }</pre>
 *
 * <p>What the source does by itself, such as to try a channel again, goes by the real time. Any thread.
 */
public final class ScriptedTime extends Clock {

    /** Where it begins: 2026-01-01T00:00:00Z. */
    public static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final Moment moment;
    private final ZoneId zone;

    /** One moment for a clock and its copies in other zones. */
    private static final class Moment {

        private volatile Instant now = BEGIN;
    }

    /** At {@link #BEGIN}, in UTC. */
    public ScriptedTime() {
        this(new Moment(), ZoneOffset.UTC);
    }

    private ScriptedTime(Moment moment, ZoneId zone) {
        this.moment = moment;
        this.zone = zone;
    }

    /**
     * So much time passes.
     *
     * @param duration not negative
     */
    public void advance(Duration duration) {
        moveTo(instant().plus(duration));
    }

    /**
     * It becomes that time.
     *
     * @param later not before the present one
     * @throws IllegalArgumentException for a time that is over
     */
    public void moveTo(Instant later) {
        synchronized (moment) {
            if (later.isBefore(moment.now)) {
                throw new IllegalArgumentException("time does not go back from " + moment.now + " to " + later);
            }
            moment.now = later;
        }
    }

    /** {@return nanoseconds since {@link #BEGIN}, as {@link System#nanoTime} counts them since whenever} */
    public long nanoTime() {
        return Duration.between(BEGIN, instant()).toNanos();
    }

    @Override
    public Instant instant() {
        return moment.now;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** The same time in another zone: it moves with this one. */
    @Override
    public Clock withZone(ZoneId newZone) {
        return new ScriptedTime(moment, newZone);
    }
}
