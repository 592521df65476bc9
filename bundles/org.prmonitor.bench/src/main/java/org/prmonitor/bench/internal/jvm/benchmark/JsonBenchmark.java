package org.prmonitor.bench.internal.jvm.benchmark;

import java.io.IOException;
import java.io.OutputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.text.EventJson;

/** An event as a line of JSON, into nothing. */
@State(Scope.Thread)
public class JsonBenchmark {

    private static final int EVENTS = 1 << 12;

    private final MonitorEvent[] events = new WireRecords(EVENTS).events();
    private final EventJson json = new EventJson();
    private final OutputStream output = OutputStream.nullOutputStream();
    private int index;

    @Benchmark
    public void started() throws IOException {
        write(index++ << 1);
    }

    @Benchmark
    public void exited() throws IOException {
        write((index++ << 1) + 1);
    }

    private void write(int which) throws IOException {
        json.write(events[which & EVENTS - 1].properties(), output);
    }
}
