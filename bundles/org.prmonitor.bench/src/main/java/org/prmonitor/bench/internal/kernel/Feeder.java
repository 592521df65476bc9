package org.prmonitor.bench.internal.kernel;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.prmonitor.bench.internal.feed.FeederMain;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Container;
import org.prmonitor.bench.internal.host.JavaCommand;

/** The program that fills the ring. One thread. */
final class Feeder implements AutoCloseable {

    /**
     * What it has fed.
     *
     * @param events how many
     * @param stored how many of them found room in the ring
     */
    record Fed(long events, long stored) {}

    private static final List<String> CLASS_PATH = List.of(
            "bench/org.prmonitor.bench.jar", "bundles/org.prmonitor.api.jar", "bundles/org.prmonitor.nativeaccess.jar", "bundles/jna.jar");

    private final Helper program;

    private Feeder(Helper program) {
        this.program = program;
    }

    static Feeder start(Container container) throws IOException {
        var command = new ArrayList<>(JavaCommand.begin());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx64m", "-Djna.tmpdir=" + container.folder()));
        command.add("-cp");
        command.add(CLASS_PATH.stream().map(name -> container.file(name).toString()).collect(Collectors.joining(File.pathSeparator)));
        command.add(FeederMain.class.getName());
        return new Feeder(Helper.start("the feeder", command));
    }

    /** From now on it feeds the ring that this process reads. */
    void attach(long processId) throws InterruptedException, BenchException {
        program.tell("attach " + processId);
        program.expect("attached");
    }

    /**
     * Feeds, and returns when it has.
     *
     * @param perSecond 0 for as fast as it goes
     */
    Fed feed(long perSecond, long millis) throws InterruptedException, BenchException {
        program.tell("feed " + perSecond + " " + millis);
        var line = program.expect("fed", TimeUnit.MILLISECONDS.toNanos(millis) + Container.PATIENCE.toNanos());
        return new Fed(line.number(1), line.number(2));
    }

    @Override
    public void close() {
        program.close();
    }
}
