package org.prmonitor.bench.internal.kernel;

import java.util.List;
import org.prmonitor.bench.internal.host.Container;

/**
 * What measures.
 *
 * @param container this process's framework
 * @param feeder that fills whichever ring is read
 * @param settings what is measured
 */
record Stand(Container container, Feeder feeder, KernelSettings settings) {

    /** One way's turn in a round. */
    @FunctionalInterface
    interface Turn {

        /** @param index of the way */
        void take(Way way, int index) throws Exception;
    }

    /**
     * Every way in turn, round after round, so that whatever else the machine does hits all of them.
     *
     * @param what is measured, for the line that says how far it is
     */
    void rounds(String what, List<Way> ways, Turn turn) throws Exception {
        for (var round = 0; round < settings.rounds(); round++) {
            container.say(what + ": round " + (round + 1) + " of " + settings.rounds());
            for (var index = 0; index < ways.size(); index++) {
                turn.take(ways.get(index), index);
            }
        }
    }

    /** Opens a way whose ring is the one that is fed from now on. */
    Reading open(Way way, int lingerMillis, int latencies) throws Exception {
        var reading = way.open(lingerMillis, latencies);
        try {
            feeder.attach(reading.processId());
        } catch (Exception failed) {
            reading.close();
            throw failed;
        }
        return reading;
    }
}
