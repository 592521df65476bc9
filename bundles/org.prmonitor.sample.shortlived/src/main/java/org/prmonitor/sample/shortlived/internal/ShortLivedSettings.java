package org.prmonitor.sample.shortlived.internal;

import java.time.Duration;

/**
 * A {@link ShortLivedConfiguration} that was found to make sense.
 *
 * @param shorterThan a process that lived less long is counted
 * @param period how often it is said
 * @param programs how many programs a report names
 */
record ShortLivedSettings(Duration shorterThan, Duration period, int programs) {

    static final long SHORTER_THAN_MILLIS = 100;
    static final long PERIOD_MILLIS = 60_000;
    static final int PROGRAMS = 10;

    static final ShortLivedSettings DEFAULTS =
            new ShortLivedSettings(Duration.ofMillis(SHORTER_THAN_MILLIS), Duration.ofMillis(PERIOD_MILLIS), PROGRAMS);

    ShortLivedSettings {
        atLeast1("shorterThanMillis", shorterThan.toMillis());
        atLeast1("periodMillis", period.toMillis());
        atLeast1("programs", programs);
    }

    /**
     * Checks a configuration.
     *
     * @throws RuntimeException that says what is wrong with it; Declarative Services throws one of its own at a text that is no number
     */
    static ShortLivedSettings of(ShortLivedConfiguration configuration) {
        return new ShortLivedSettings(
                Duration.ofMillis(configuration.shorterThanMillis()),
                Duration.ofMillis(configuration.periodMillis()),
                configuration.programs());
    }

    private static void atLeast1(String key, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(key + "=" + value + " is less than 1");
        }
    }
}
