package org.prmonitor.bench.internal.kernel;

import java.io.IOException;
import org.osgi.framework.BundleException;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.bench.internal.host.BenchException;

/** One way from the kernel's ring to a consumer. */
interface Way {

    /** As in a table. */
    String label();

    /**
     * Opens a ring and begins to read it.
     *
     * @param lingerMillis how long a burst may gather before it is read
     * @param latencies of how many events to note how long they took; 0 for none
     */
    Reading open(int lingerMillis, int latencies)
            throws IOException, InterruptedException, BundleException, ChannelException, BenchException;
}
