package org.prmonitor.source.internal.listener;

import java.time.Instant;
import java.util.concurrent.CancellationException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.MonitorEvent;

/**
 * A call takes events out of its batch while another thread revokes it: how many the call got is how many the other thread
 * believes that it got, because the next instance is given the rest.
 */
@JCStressTest
@Outcome(id = {"0, 0", "1, 1", "2, 2", "3, 3"}, expect = Expect.ACCEPTABLE, desc = "both count the same")
@Outcome(expect = Expect.FORBIDDEN, desc = "an event is given twice, or to nobody")
@State
public class TakeBesideRevocation {

    private static final MonitorEvent EVENT = new EventsLost(
            new EventHeader(1, Instant.EPOCH, "stress"), 1L, 1, 1, LossPlace.KERNEL);

    private final EventBatch batch = new EventBatch(new MonitorEvent[] {EVENT, EVENT, EVENT}, 3);

    /** The listener. */
    @Actor
    public void take(II_Result result) {
        var got = 0;
        try {
            for (var event : batch) {
                if (event == EVENT) {
                    got++;
                }
            }
        } catch (CancellationException revoked) {
            // The rest is the next instance's.
        }
        result.r1 = got;
    }

    /** Who stops it. */
    @Actor
    public void revoke(II_Result result) {
        result.r2 = batch.revoke();
    }
}
