package org.prmonitor.healthcheck.internal;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * From where on something is wrong. Every number is a smallest one: what reaches it is reported.
 *
 * @param lagWarn events behind
 * @param lagCritical events behind
 * @param lossWarn events lost within the window
 * @param lossCritical events lost within the window
 * @param errorsWarn calls of one listener that threw within the window
 * @param window for how long losses and errors count; zero for since the last look
 * @param exclude names of hops and ids of listeners that are not judged; read-only
 */
record Limits(
        long lagWarn, long lagCritical, long lossWarn, long lossCritical, long errorsWarn, Duration window, Set<String> exclude) {

    /** A quarter of the journal as it comes. */
    static final long DEFAULT_LAG_WARN = 16_384;

    /** Three quarters of it. */
    static final long DEFAULT_LAG_CRITICAL = 49_152;

    static final long DEFAULT_LOSS_WARN = 1;
    static final long DEFAULT_LOSS_CRITICAL = 1_000;
    static final long DEFAULT_ERRORS_WARN = 1;
    static final int DEFAULT_WINDOW_SECONDS = 300;
    static final int MAX_WINDOW_SECONDS = 7 * 24 * 60 * 60;

    /** Refuses what makes no sense, by the names of the configuration. */
    Limits {
        require(lagWarn >= 1, "lagWarn " + lagWarn + " is less than 1");
        require(lagCritical >= lagWarn, "lagCritical " + lagCritical + " is less than lagWarn " + lagWarn);
        require(lossWarn >= 1, "lossWarn " + lossWarn + " is less than 1");
        require(lossCritical >= lossWarn, "lossCritical " + lossCritical + " is less than lossWarn " + lossWarn);
        require(errorsWarn >= 1, "errorsWarn " + errorsWarn + " is less than 1");
        require(
                !window.isNegative() && window.toSeconds() <= MAX_WINDOW_SECONDS,
                "windowSeconds " + window.toSeconds() + " is not between 0 and " + MAX_WINDOW_SECONDS);
        exclude = Set.copyOf(exclude);
    }

    /**
     * As configured.
     *
     * @throws RuntimeException for what makes no sense, and for a value of a wrong type
     */
    static Limits of(HealthConfiguration configuration) {
        return new Limits(
                configuration.lagWarn(),
                configuration.lagCritical(),
                configuration.lossWarn(),
                configuration.lossCritical(),
                configuration.errorsWarn(),
                Duration.ofSeconds(configuration.windowSeconds()),
                Set.copyOf(List.of(configuration.exclude())));
    }

    private static void require(boolean sense, String complaint) {
        if (!sense) {
            throw new IllegalArgumentException(complaint);
        }
    }
}
