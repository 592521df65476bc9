package org.prmonitor.bench.internal.feed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.nativeaccess.internal.linux.LinuxLibrary;
import org.prmonitor.nativeaccess.internal.linux.bpf.BpfObject;

/**
 * The program. It is told by lines on standard input what to do, says on standard output when it is done, and ends with its input:
 *
 * <pre>
 *     attach PID            attached
 *     feed RATE MILLIS      fed EVENTS STORED
 * </pre>
 *
 * A rate of 0 is as fast as it goes. What was asked of it and cannot be done it says on standard error, and ends with 1.
 */
public final class FeederMain {

    private static final long ROOM_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private final LinuxLibrary library;
    private final BpfObject image;
    private @Nullable FeedProgram program;

    private FeederMain() throws ChannelException {
        library = LinuxLibrary.load();
        image = FeedImage.read();
    }

    public static void main(String... arguments) throws IOException {
        try {
            var feeder = new FeederMain();
            var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
            for (var line = input.readLine(); line != null; line = input.readLine()) {
                System.out.println(feeder.obey(line.split(" ")));
                System.out.flush();
            }
        } catch (ChannelException told) {
            System.err.println("prmonitor: bench: feeder: " + told.describe());
            System.exit(1);
        }
    }

    private String obey(String[] words) throws ChannelException {
        return switch (words[0]) {
            case "attach" -> attach(Long.parseLong(words[1]));
            case "feed" -> feed(Long.parseLong(words[1]), TimeUnit.MILLISECONDS.toNanos(Long.parseLong(words[2])));
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private String attach(long processId) throws ChannelException {
        var old = program;
        if (old != null) {
            old.close();
        }
        program = FeedProgram.load(library, image, RingOwner.of(processId));
        return "attached";
    }

    private String feed(long perSecond, long nanos) throws ChannelException {
        var target = program;
        if (target == null) {
            throw new ChannelException("there is no ring to feed", "attach first");
        }
        var fed = perSecond == 0 ? Feed.full(target, nanos) : Feed.paced(target, new Pace(perSecond), nanos);
        // Only room in the ring can be missing, and somebody reads it.
        while (!target.feedEnd()) {
            LockSupport.parkNanos(ROOM_NANOS);
        }
        return "fed " + fed.events() + " " + fed.stored();
    }
}
