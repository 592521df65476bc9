package org.prmonitor.bench.internal.jvm.benchmark;

import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.source.internal.listener.EventSelection;

/** Whether a listener wants an event, as the lane finds out: starts and exits in turn. */
@State(Scope.Thread)
public class FilterBenchmark {

    private static final int EVENTS = 1 << 12;

    private final MonitorEvent[] events = new WireRecords(EVENTS).events();
    private final EventSelection types = new EventSelection(Set.of(EventType.STARTED), null);
    private final EventSelection matching = selection("(&(process.id>=100)(user.id=1000))");
    private final EventSelection notMatching = selection("(&(process.id>=100)(image.path=*/bash))");
    private int index;

    private static EventSelection selection(String filter) {
        try {
            return new EventSelection(Set.of(), FrameworkUtil.createFilter(filter));
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    @Benchmark
    public boolean types() {
        return types.passes(next());
    }

    @Benchmark
    public boolean matching() {
        return matching.passes(next());
    }

    @Benchmark
    public boolean notMatching() {
        return notMatching.passes(next());
    }

    private MonitorEvent next() {
        return events[index++ & EVENTS - 1];
    }
}
