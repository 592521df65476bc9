package org.prmonitor.bench.internal.kernel;

import java.io.IOException;
import org.osgi.framework.BundleException;
import org.prmonitor.bench.internal.host.BenchException;

/** A ring that is read. Feeds follow one another; {@link #begin} before each, {@link #awaitEnd} after. */
interface Reading extends AutoCloseable {

    /** The process that has the ring. */
    long processId();

    /** What the names of the threads begin with that read and hand over. */
    default String threads() {
        return "prmonitor-";
    }

    /** Bytes of the heap that these threads have allocated; -1 for a program that is no JVM. */
    default long allocatedBytes() {
        return Allocation.ofThreads(threads());
    }

    /** Counts from nothing. */
    void begin();

    /** Waits until the consumer has all of a feed that was not lost. */
    Taken awaitEnd(Feeder.Fed fed) throws IOException, InterruptedException, BenchException;

    @Override
    void close() throws BundleException, BenchException;
}
