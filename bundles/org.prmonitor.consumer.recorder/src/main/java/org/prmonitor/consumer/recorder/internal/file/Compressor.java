package org.prmonitor.consumer.recorder.internal.file;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Compresses rotated files on a thread of its own, which ends when there is nothing to do. A file is replaced in steps that
 * may be cut short between any two: a compressed one under another name, on the disk, renamed, and only then the plain one
 * is deleted; {@link RecordingFolder#cleanUp} sees which step was the last.
 */
final class Compressor implements AutoCloseable {

    private static final int CHUNK = 64 * 1024;
    private static final long IDLE_SECONDS = 5;
    private static final long STOP_SECONDS = 1;

    private final RecordingFolder folder;
    private final RecordingBounds bounds;
    private final RecordingLog log;
    private final ThreadPoolExecutor thread;

    /**
     * To be ended. Not by an interrupt, which would close what is synced between a renaming and a deletion, and leave two files
     * with the same lines.
     */
    private volatile boolean stopping;

    /** The last thing that went wrong, told once; empty while all is well. The compressing thread's alone. */
    private String trouble = "";

    Compressor(RecordingFolder folder, RecordingBounds bounds, RecordingLog log) {
        this.folder = folder;
        this.bounds = bounds;
        this.log = log;
        thread = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            var created = new Thread(task, "prmonitor-recorder-compression");
            created.setDaemon(true);
            return created;
        });
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * Compresses what is not compressed, and keeps the bounds: before it, because room is needed, and after it, because less
     * is. Returns at once.
     */
    void run() {
        thread.execute(() -> {
            try {
                folder.retain(bounds.keepFiles(), bounds.keepBytes());
                for (var file : folder.plain()) {
                    endWhereStopped();
                    compress(file);
                }
                folder.retain(bounds.keepFiles(), bounds.keepBytes());
                trouble = "";
            } catch (IOException failure) {
                if (!stopping) {
                    report(failure);
                }
            }
        });
    }

    /** Stops soon; the next start goes on. */
    @Override
    public void close() {
        stopping = true;
        thread.shutdown();
        try {
            thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until nothing is to be done; for tests. */
    void awaitIdle() throws InterruptedException {
        var idle = new CountDownLatch(1);
        thread.execute(idle::countDown);
        idle.await();
    }

    private void compress(RotatedFile file) throws IOException {
        var unfinished = file.unfinished();
        try {
            write(file, unfinished);
            Files.move(unfinished, file.whenCompressed().path(), StandardCopyOption.ATOMIC_MOVE);
            folder.sync();
            Files.deleteIfExists(file.path());
        } catch (NoSuchFileException gone) {
            // The bounds, or somebody, took it meanwhile.
            Files.deleteIfExists(unfinished);
        } catch (IOException failure) {
            Files.deleteIfExists(unfinished);
            throw failure;
        }
    }

    private void write(RotatedFile file, Path unfinished) throws IOException {
        try (var input = Files.newInputStream(file.path())) {
            Files.deleteIfExists(unfinished);
            OwnerOnly.createFile(unfinished);
            try (var target = new FileOutputStream(unfinished.toFile());
                    var output = new FastGzip(target)) {
                var chunk = new byte[CHUNK];
                for (var read = input.read(chunk); read >= 0; read = input.read(chunk)) {
                    endWhereStopped();
                    output.write(chunk, 0, read);
                }
                output.finish();
                target.getFD().sync();
                endWhereStopped();
            }
        }
    }

    private void endWhereStopped() throws InterruptedIOException {
        if (stopping) {
            throw new InterruptedIOException("stopped");
        }
    }

    private void report(IOException failure) {
        var text = SystemFailure.describe(failure);
        if (!text.equals(trouble)) {
            trouble = text;
            log.warn("Rotated recordings stay uncompressed, or stay longer than configured: " + text + "; tried again at the next rotation");
        }
    }

    /** Lines repeat each other so much that more effort gains little, and it has to keep up with a storm beside others. */
    private static final class FastGzip extends GZIPOutputStream {

        FastGzip(OutputStream target) throws IOException {
            super(target, CHUNK);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
