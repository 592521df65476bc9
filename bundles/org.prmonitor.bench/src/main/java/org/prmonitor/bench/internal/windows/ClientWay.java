package org.prmonitor.bench.internal.windows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.prmonitor.bench.internal.kernel.Helper;
import org.prmonitor.bench.internal.kernel.Latencies;

/**
 * {@code driver/bench/windows_client.c}.
 *
 * @param command how it is started
 */
record ClientWay(String label, List<String> command, int ringBytes) implements DriverWay {

    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final double NANOS = 1e9;
    private static final double NANOS_PER_MICRO = 1e3;

    @Override
    public DriverFeeding read(int events, Raising whenReady) throws Exception {
        var reading = new ArrayList<>(command);
        reading.addAll(List.of("read", Integer.toString(events), Integer.toString(ringBytes)));
        try (var client = Helper.start(label, reading)) {
            client.expect("ready");
            whenReady.begin();
            var end = client.expect("end", PATIENCE_NANOS);
            var latencies = new Latencies(end.number(1), micros(end, 5), micros(end, 6), micros(end, 7), micros(end, 8));
            return new DriverFeeding(events, end.number(1), end.number(2), end.number(3) / NANOS, end.number(4) / NANOS, latencies);
        }
    }

    private static double micros(Helper.Line line, int word) {
        return line.number(word) / NANOS_PER_MICRO;
    }
}
