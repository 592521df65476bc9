package org.prmonitor.bench.internal.kernel;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * The ways through one framework, beside the reader in C.
 *
 * @param stages by rate, and in each in the order of an event's way; the reader in C first, where there is one
 * @param wakeUps by linger and rate, in the same order
 */
public record KernelResult(List<Stage> stages, List<WakeUp> wakeUps) implements Serializable {

    /** The way that all others are compared with. */
    public static final String REFERENCE = CReader.LABEL;

    /** Our channel and nothing else. */
    public static final String CHANNEL = ChannelWay.LABEL;

    /** With one listener. */
    public static final String LISTENER_LANE = ListenerWay.LABEL;

    /** A stage at a rate. */
    public Optional<Stage> stage(String way, long rate) {
        return stages.stream().filter(stage -> stage.way().equals(way) && stage.rate() == rate).findFirst();
    }

    /** A way's latencies at a rate. */
    public Optional<WakeUp> wakeUp(String way, int lingerMillis, long rate) {
        return wakeUps.stream()
                .filter(wakeUp -> wakeUp.way().equals(way) && wakeUp.lingerMillis() == lingerMillis && wakeUp.rate() == rate)
                .findFirst();
    }
}
