package org.prmonitor.nativeaccess.internal.linux.ebpf;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.nativeaccess.internal.image.DriverImage;
import org.prmonitor.nativeaccess.internal.linux.bpf.BpfObject;
import org.prmonitor.nativeaccess.internal.linux.bpf.KernelBtf;

/**
 * The image and the running kernel's types that it asks for: all that can be done before the first system call.
 *
 * @param object the image, checked and understood
 * @param kernel the kernel's types
 */
record PreparedImage(BpfObject object, KernelBtf kernel) {

    private static final String IMAGE = "prmonitor.bpf.o";

    /** Is asked once for its result, by the thread that wanted it. */
    @FunctionalInterface
    interface Pending {

        /** Waits for it. An interrupt does not end the wait, which is short, and is kept. */
        PreparedImage get() throws ChannelException;
    }

    static PreparedImage read() throws ChannelException {
        var object = BpfObject.parse(IMAGE, DriverImage.read(IMAGE));
        return new PreparedImage(object, KernelBtf.loadFor(object));
    }

    /** Begins to read in a thread of its own, which ends by itself. */
    static Pending readInBackground() {
        var task = new FutureTask<>(PreparedImage::read);
        var thread = new Thread(task, "prmonitor-linux-ebpf-image");
        thread.setDaemon(true);
        thread.start();
        return () -> join(task);
    }

    private static PreparedImage join(FutureTask<PreparedImage> task) throws ChannelException {
        var interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ChannelException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
