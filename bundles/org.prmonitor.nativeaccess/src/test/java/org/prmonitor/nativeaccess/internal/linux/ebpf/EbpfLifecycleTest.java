package org.prmonitor.nativeaccess.internal.linux.ebpf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.nativeaccess.internal.linux.OwnResources;
import org.prmonitor.nativeaccess.internal.testsupport.RecordingSink;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

@Requires(Requirement.EBPF)
class EbpfLifecycleTest {

    private static final int ROUNDS = 100;

    private final EbpfChannelProvider provider = new EbpfChannelProvider();

    @Test
    void hundredRoundsLeaveNoDescriptorMappingOrThread() throws Exception {
        round();
        var before = OwnResources.now();
        for (var round = 0; round < ROUNDS; round++) {
            round();
        }
        assertEquals(before, OwnResources.now());
    }

    @Test
    void readinessLeavesNothing() throws Exception {
        assertTrue(provider.readiness().ready());
        var before = OwnResources.now();
        assertTrue(provider.readiness().ready());
        assertEquals(before, OwnResources.now());
    }

    /** A read after munmap would end the JVM. */
    @Test
    void booksMayBeReadAndTheWaitEndedWhileTheChannelCloses() throws Exception {
        for (var round = 0; round < 20; round++) {
            var channel = provider.open(ChannelOptions.defaults().withRingBytes(4096));
            var closed = new AtomicBoolean();
            var running = new CountDownLatch(1);
            var reader = CompletableFuture.runAsync(() -> {
                for (var extra = 0; extra < 1000; extra += closed.get() ? 1 : 0) {
                    assertTrue(channel.statistics().delivered() == 0);
                    channel.wakeup();
                    running.countDown();
                }
            });
            assertTrue(running.await(30, TimeUnit.SECONDS));
            channel.close();
            closed.set(true);
            reader.get(30, TimeUnit.SECONDS);
        }
    }

    /** The contract gives close to the pump; if another thread calls it all the same, it waits for the pump. */
    @Test
    void closeFromAnotherThreadEndsTheWaitFirst() throws Exception {
        var channel = provider.open(new ChannelOptions(Set.of(), 4096, 0));
        var waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return channel.await(Duration.ofMinutes(1));
            } catch (IllegalStateException closedBeforeTheWait) {
                return false;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        channel.close();
        assertEquals(false, waiting.get(30, TimeUnit.SECONDS));
    }

    private void round() throws Exception {
        var sink = new RecordingSink();
        try (var channel = provider.open(ChannelOptions.defaults())) {
            var process = new ProcessBuilder("/bin/true").start();
            process.waitFor();
            sink.drainUntilExit(channel, process.pid());
            assertEquals(1, sink.exited(process.pid()).size());
        }
    }
}
