package org.prmonitor.bench.internal.storm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.prmonitor.bench.internal.host.BenchException;

/**
 * What a tool consists of while it runs once, and what is done before and after. Whoever has one closes it, whatever else failed.
 *
 * <p>Used by one thread.
 */
interface ToolSetup extends AutoCloseable {

    /** How one comes about. */
    @FunctionalInterface
    interface Factory {

        /**
         * Prepares what the programs need before they start.
         *
         * @param folder for files, deleted at the end of the bench
         * @throws BenchException where this machine cannot have the tool, with the reason
         */
        ToolSetup prepare(Path folder) throws IOException, InterruptedException, BenchException;
    }

    /** The programs, each with its arguments. */
    List<List<String>> commands();

    /** Where it writes what it reports, beside the standard output of its programs; deleted afterwards. */
    List<Path> outputs();

    /**
     * What is to be done when the programs have been started.
     *
     * @param processes theirs, in the order of {@link #commands}
     */
    void started(List<Process> processes) throws IOException, InterruptedException, BenchException;

    /** Processor time of kernel threads that do nothing but work for it, since it was prepared, in seconds. */
    double kernelSeconds() throws IOException;

    /** Asks the programs to end when they have written all that they had; does not wait for it. */
    void interrupt(List<Process> processes) throws IOException, InterruptedException;

    /** Puts back what was changed in the machine. */
    @Override
    void close() throws IOException;
}
