package org.prmonitor.bench.internal.swap;

import java.io.IOException;
import java.io.Serializable;
import org.osgi.framework.BundleException;
import org.prmonitor.bench.internal.consumer.ConsumerKind;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Container;
import org.prmonitor.testkit.SequenceAudit;

/** Where the events of a trial come from, and the way that they take to the consumers. */
interface Drive extends Serializable {

    /** As in a table. */
    String label();

    /** What the consumers are. */
    ConsumerKind kind();

    /** Gets ready; no event may be counted on yet. */
    Running open(Container container) throws IOException, BundleException, InterruptedException, BenchException;

    /** One trial's. */
    interface Running {

        /** Knows the first number where there is one to know. */
        SequenceAudit newAudit();

        /** Waits until so many consumers are given events. */
        void awaitConsumers(int count) throws InterruptedException, BenchException;

        /** From now on events flow. */
        void begin() throws IOException, BenchException;

        /**
         * No more events.
         *
         * @return the number of the last one
         */
        long end() throws IOException, InterruptedException, BenchException;

        /** Leaves nothing behind. */
        void close() throws BundleException, BenchException;
    }
}
