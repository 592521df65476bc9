package org.prmonitor.bench.internal.storm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A tool that is nothing but programs, which print, and end as Ctrl-C asks them to. */
record Programs(List<List<String>> commands) implements ToolSetup {

    /** Copies the list. */
    Programs {
        commands = List.copyOf(commands);
    }

    @Override
    public List<Path> outputs() {
        return List.of();
    }

    @Override
    public void started(List<Process> processes) {
        // They are all that there is.
    }

    @Override
    public double kernelSeconds() {
        return 0;
    }

    @Override
    public void interrupt(List<Process> processes) throws IOException, InterruptedException {
        for (var process : processes) {
            ProcessEnd.ask(process);
        }
    }

    @Override
    public void close() {
        // Nothing was changed.
    }
}
