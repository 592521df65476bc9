package org.prmonitor.source.internal.durable;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Files whose bytes the system may not have put onto the device yet; one that the writer is done with is closed once it has.
 * Any thread; the monitor is not held while the device is waited for, so that the writer does not wait with it.
 */
final class SyncQueue {

    /** Guarded by the queue's monitor. */
    private static final class State {

        /** Something was written since the file was synced last. */
        private boolean isDirty;
        /** The writer does not come back. */
        private boolean isDone;
    }

    /** Guarded by this object's monitor. */
    private final Map<RandomAccessFile, State> files = new LinkedHashMap<>();

    /** There is something new in the file. */
    synchronized void written(RandomAccessFile file) {
        files.computeIfAbsent(file, added -> new State()).isDirty = true;
    }

    /**
     * The writer is done with a file.
     *
     * @param isSyncWanted whether what is not on the device yet is to get there before the file is closed
     */
    void close(RandomAccessFile file, boolean isSyncWanted) throws IOException {
        synchronized (this) {
            var state = files.get(file);
            if (isSyncWanted && state != null) {
                state.isDone = true;
                return;
            }
            files.remove(file);
        }
        file.close();
    }

    /** All that was written before the call is on the device when this returns, unless somebody else is at it. */
    void sync() throws IOException {
        List<RandomAccessFile> all;
        synchronized (this) {
            all = List.copyOf(files.keySet());
        }
        for (var file : all) {
            if (takeDirty(file)) {
                try {
                    file.getChannel().force(false);
                } catch (IOException failed) {
                    if (isKnown(file)) {
                        written(file);
                        throw failed;
                    }
                    // Closed meanwhile, by who does not want it synced any more.
                }
            }
            closeIfDone(file);
        }
    }

    /** Closes what the writer is done with, on the device or not. */
    void closeAll() throws IOException {
        List<RandomAccessFile> all;
        synchronized (this) {
            all = List.copyOf(files.keySet());
            files.clear();
        }
        for (var file : all) {
            file.close();
        }
    }

    private synchronized boolean takeDirty(RandomAccessFile file) {
        var state = files.get(file);
        var isDirty = state != null && state.isDirty;
        if (isDirty) {
            state.isDirty = false;
        }
        return isDirty;
    }

    private synchronized boolean isKnown(RandomAccessFile file) {
        return files.containsKey(file);
    }

    private void closeIfDone(RandomAccessFile file) throws IOException {
        synchronized (this) {
            var state = files.get(file);
            if (state == null || !state.isDone || state.isDirty) {
                return;
            }
            files.remove(file);
        }
        file.close();
    }
}
