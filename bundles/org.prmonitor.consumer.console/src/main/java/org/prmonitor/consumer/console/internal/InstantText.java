package org.prmonitor.consumer.console.internal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Instants as text. In a storm thousands of events share one second, so the part down to the second is kept; a
 * {@link DateTimeFormatter} for each event would cost more than all the rest of the line. Not thread-safe.
 */
final class InstantText {

    private static final int MILLISECOND_DIGITS = 3;
    private static final int NANOSECOND_DIGITS = 9;
    private static final int NANOSECONDS_PER_MILLISECOND = 1_000_000;

    private final SecondText utc = new SecondText(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC));
    private final SecondText local = new SecondText(DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault()));

    /** ISO 8601 with all nine digits: {@code 2026-01-01T12:00:00.000000001Z}. */
    String utc(Instant instant) {
        var text = new StringBuilder(30).append(utc.of(instant.getEpochSecond())).append('.');
        appendDigits(text, instant.getNano(), NANOSECOND_DIGITS);
        return text.append('Z').toString();
    }

    /** The local time of day to the millisecond: {@code 12:00:00.000}. */
    String timeOfDay(Instant instant) {
        var text = new StringBuilder(12).append(local.of(instant.getEpochSecond())).append('.');
        appendDigits(text, instant.getNano() / NANOSECONDS_PER_MILLISECOND, MILLISECOND_DIGITS);
        return text.toString();
    }

    private static void appendDigits(StringBuilder text, int value, int digits) {
        var start = text.length();
        text.setLength(start + digits);
        var rest = value;
        for (var index = start + digits - 1; index >= start; index--) {
            text.setCharAt(index, (char) ('0' + rest % 10));
            rest /= 10;
        }
    }

    /** The last second that was asked for. */
    private static final class SecondText {

        private final DateTimeFormatter formatter;
        private long second = Long.MIN_VALUE;
        private String text = "";

        SecondText(DateTimeFormatter formatter) {
            this.formatter = formatter;
        }

        String of(long epochSecond) {
            if (epochSecond != second) {
                text = formatter.format(Instant.ofEpochSecond(epochSecond));
                second = epochSecond;
            }
            return text;
        }
    }
}
