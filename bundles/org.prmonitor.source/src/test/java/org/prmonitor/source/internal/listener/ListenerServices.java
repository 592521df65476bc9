package org.prmonitor.source.internal.listener;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.prmonitor.api.MonitorEventListener;

/** Listener services without a framework, for tests of the whole source. */
public final class ListenerServices {

    private static final AtomicLong SERVICE_IDS = new AtomicLong();

    private ListenerServices() {}

    /** A service of {@code org.example 1.0.0} came. */
    public static ListenerInstance add(ListenerLane lane, String id, String resume, MonitorEventListener listener) {
        var properties = Map.of("prmonitor.listener.id", id, "prmonitor.listener.resume", resume);
        return lane.add(
                LaneFixture.properties(properties, SERVICE_IDS.incrementAndGet()), listener, new ListenerOwner("org.example 1.0.0", null));
    }
}
