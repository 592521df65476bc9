package org.prmonitor.testkit;

import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.ImageLoaded;
import org.prmonitor.api.event.ProcessSubject;

/**
 * An image of a script: makes the events that a channel would report for it. Immutable.
 *
 * @param path its file; null where the kernel has no name for it
 * @param base the address that it is mapped to
 * @param size how many bytes it takes
 * @param isSigned whether it is signed; null where nobody looked
 */
public record ScriptedImage(@Nullable String path, long base, long size, @Nullable Boolean isSigned) {

    private static final long ANY_BASE = 0x7ffb_1234_0000L;
    private static final long ANY_SIZE = 0x1_0000;

    /** An image of 64 KB somewhere, at whose signature nobody looked. */
    public static ScriptedImage of(String path) {
        return new ScriptedImage(path, ANY_BASE, ANY_SIZE, null);
    }

    /** The same elsewhere. */
    public ScriptedImage at(long newBase, long newSize) {
        return new ScriptedImage(path, newBase, newSize, isSigned);
    }

    /** The same, looked at. */
    public ScriptedImage signed(boolean newIsSigned) {
        return new ScriptedImage(path, base, size, newIsSigned);
    }

    /** A process maps it. */
    public ScriptedEvent loadedBy(ScriptedProcess process) {
        return loaded(process.subject());
    }

    /** The kernel maps it for itself: a driver, which has no process. */
    public ScriptedEvent loadedByTheKernel() {
        return loaded(null);
    }

    private ScriptedEvent loaded(@Nullable ProcessSubject subject) {
        return ScriptedEvent.of(EventType.IMAGES, header -> new ImageLoaded(header, subject, path, base, size, isSigned));
    }
}
