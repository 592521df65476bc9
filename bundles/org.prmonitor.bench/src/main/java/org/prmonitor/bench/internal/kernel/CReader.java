package org.prmonitor.bench.internal.kernel;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.prmonitor.bench.internal.host.BenchException;

/** The reference: a reader in C on libbpf, which keeps nothing. */
final class CReader implements Way {

    static final String LABEL = "C reader (libbpf)";

    private final Path program;
    private final int ringBytes;
    private final Path folder;

    /** @param folder for a file of its */
    CReader(Path program, int ringBytes, Path folder) {
        this.program = program;
        this.ringBytes = ringBytes;
        this.folder = folder;
    }

    @Override
    public String label() {
        return LABEL;
    }

    @Override
    public Reading open(int lingerMillis, int latencies) throws IOException, InterruptedException, BenchException {
        var file = folder.resolve("c-latencies");
        var reader = Helper.start(
                "the C reader",
                List.of(program.toString(), Integer.toString(ringBytes), Integer.toString(lingerMillis), Integer.toString(latencies), file.toString()));
        try {
            reader.expect("ready");
        } catch (BenchException | InterruptedException failed) {
            reader.close();
            throw failed;
        }
        return new CReading(reader, latencies == 0 ? null : file);
    }

    private record CReading(Helper reader, @Nullable Path latencies) implements Reading {

        @Override
        public long processId() {
            return reader.processId();
        }

        @Override
        public String threads() {
            return "";
        }

        @Override
        public long allocatedBytes() {
            return -1;
        }

        @Override
        public void begin() {
            // It begins anew by itself when a feed has ended.
        }

        @Override
        public Taken awaitEnd(Feeder.Fed fed) throws IOException, InterruptedException, BenchException {
            var line = reader.expect("end");
            return new Taken(line.number(1), line.number(2), line.nanos(), read(latencies));
        }

        @Override
        public void close() {
            reader.close();
        }

        private static Histogram read(@Nullable Path file) throws IOException {
            var histogram = Latencies.histogram();
            if (file != null) {
                try (var channel = FileChannel.open(file)) {
                    var nanos = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()).order(ByteOrder.nativeOrder()).asIntBuffer();
                    while (nanos.hasRemaining()) {
                        Latencies.note(histogram, Integer.toUnsignedLong(nanos.get()));
                    }
                }
            }
            return histogram;
        }
    }
}
