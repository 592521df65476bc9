package org.prmonitor.bench.internal.feed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.nativeaccess.internal.image.DriverImage;
import org.prmonitor.nativeaccess.internal.linux.bpf.BpfObject;

/** {@code driver/bench/feed.bpf.c}, compiled: a resource of this jar. */
final class FeedImage {

    private static final String NAME = "feed.bpf.o";

    private FeedImage() {}

    /** Reads it and compares it with its SHA-256. */
    static BpfObject read() throws ChannelException {
        var image = resource(NAME);
        DriverImage.check(NAME, image, new String(resource(NAME + ".sha256"), StandardCharsets.US_ASCII));
        return BpfObject.parse(NAME, image);
    }

    private static byte[] resource(String name) throws ChannelException {
        try (var input = FeedImage.class.getResourceAsStream(name)) {
            if (input == null) {
                throw new ChannelException("the bench's jar has no " + name, "build it again");
            }
            return input.readAllBytes();
        } catch (IOException unreadable) {
            throw new ChannelException("reading " + name + ": " + unreadable.getMessage(), 0, null, unreadable);
        }
    }
}
