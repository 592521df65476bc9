package org.prmonitor.source.internal.process;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.RunningProcess;

/**
 * What the process table knows of one process id, and the row's places: in {@link ProcessRows}, and in the table's list by
 * arrival. Put into a table once and, once removed, never again.
 */
final class ProcessRow {

    private static final VarHandle PROCESS;
    private static final VarHandle NEXT;

    static {
        try {
            var lookup = MethodHandles.lookup();
            PROCESS = lookup.findVarHandle(ProcessRow.class, "process", RunningProcess.class);
            NEXT = lookup.findVarHandle(ProcessRow.class, "next", ProcessRow.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    final long processId;

    /** Replaced by the writer with release, read by others with acquire. */
    private RunningProcess process;

    /** The next row of the same bucket. Written by the writer with release, read by others with acquire; a removed row keeps it. */
    private @Nullable ProcessRow next;

    // Writer only.
    @Nullable ProcessRow older;
    @Nullable ProcessRow newer;
    long generation;
    boolean fromSnapshot;

    ProcessRow(RunningProcess process) {
        this.processId = process.processId();
        this.process = process;
    }

    /** Any thread. */
    RunningProcess process() {
        return (RunningProcess) PROCESS.getAcquire(this);
    }

    /** Writer only; the process id is the same. */
    void setProcess(RunningProcess newProcess) {
        PROCESS.setRelease(this, newProcess);
    }

    /** Any thread. */
    @Nullable ProcessRow next() {
        return (ProcessRow) NEXT.getAcquire(this);
    }

    /** Writer only. */
    void setNext(@Nullable ProcessRow newNext) {
        NEXT.setRelease(this, newNext);
    }
}
