package org.prmonitor.source.internal.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.source.internal.SourceFixture;
import org.prmonitor.source.internal.listener.ListenerServices;
import org.prmonitor.source.internal.listener.RecordingListener;
import org.prmonitor.source.internal.pump.PumpClock;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;
import org.prmonitor.testkit.ScriptedChannelProvider;
import org.prmonitor.testkit.ScriptedProcess;

/** A real file system without room: of 1 MB, in memory. */
@Timeout(60)
@Requires({Requirement.LINUX, Requirement.ROOT})
class DiskFullTest {

    private static final int MEGABYTE = 1 << 20;

    @TempDir
    private Path mountPoint;

    private final ScriptedChannelProvider kernel = new ScriptedChannelProvider();
    private final RecordingListener durable = new RecordingListener();
    private final RecordingListener neighbour = new RecordingListener();

    @BeforeEach
    void mount() throws Exception {
        run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", mountPoint.toString());
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", mountPoint.toString());
    }

    @Test
    void whatWaitsInMemoryIsWrittenWhenThereIsRoomAgain() throws Exception {
        try (var fixture = fixture(4_096)) {
            fill();
            emit(1_000);
            neighbour.await(1_000);
            fixture.await(status -> !fixture.log.warnings().isEmpty());
            assertEquals(0, durable.count());
            free();
            durable.await(1_000);
            assertEquals(neighbour.events(), durable.events());
            assertOneLineAnIncident(fixture);
        }
    }

    @Test
    void whatDoesNotFitIntoMemoryIsALossInItsPlaceAndTheBooksClose() throws Exception {
        try (var fixture = fixture(64)) {
            fill();
            // One by one, so that the neighbour does not fall behind.
            for (var count = 1; count <= 5_000; count++) {
                emit(1);
                if (count % 32 == 0) {
                    neighbour.await(count);
                }
            }
            fixture.await(status -> !fixture.log.warnings().isEmpty());
            free();
            fixture.await(status -> status.hop("durable").inFlight() == 0
                    && status.listeners().stream().allMatch(one -> one.books().inFlight() == 0));
            var next = 1L;
            var lost = 0L;
            for (var event : durable.events()) {
                assertEquals(next, event instanceof EventsLost loss ? loss.from() : event.sequence());
                next = event.sequence() + 1;
                if (event instanceof EventsLost loss) {
                    assertEquals(LossPlace.JOURNAL, loss.place());
                    lost += loss.to() - loss.from() + 1;
                }
            }
            assertEquals(5_001, next);
            assertTrue(lost > 0, "64 events do not hold 5,000");
            var status = fixture.source.status();
            assertEquals(lost, status.hop("durable").lost());
            for (var one : status.listeners()) {
                var books = one.books();
                assertEquals(5_000, books.seen());
                assertEquals(books.seen(), books.delivered() + books.lost(), books::toString);
                assertEquals(one.id().equals("durable") ? lost : 0, books.lost());
            }
            assertOneLineAnIncident(fixture);
        }
    }

    private static void assertOneLineAnIncident(SourceFixture fixture) throws InterruptedException {
        fixture.await(status -> fixture.log.infos().stream().anyMatch(line -> line.contains("is written again")));
        assertEquals(1, fixture.log.warnings().size(), () -> "" + fixture.log.warnings());
        assertTrue(fixture.log.warnings().get(0).contains("No space left on device"), fixture.log.warnings().get(0));
    }

    private SourceFixture fixture(int journalEvents) throws InterruptedException {
        var configuration = Map.of("types", "exited", "lingerMillis", 0, "journalEvents", journalEvents);
        var fixture = new SourceFixture(configuration, PumpClock.SYSTEM, mountPoint.resolve("journal")).add(kernel, 1).start();
        fixture.awaitRunning("scripted");
        ListenerServices.add(fixture.source.listeners(), "durable", "DURABLE", durable);
        ListenerServices.add(fixture.source.listeners(), "neighbour", "NOW", neighbour);
        return fixture;
    }

    private void emit(int count) {
        for (var index = 0; index < count; index++) {
            kernel.emit(ScriptedProcess.of(1).exited(index));
        }
    }

    private void fill() throws IOException {
        try (var filler = Files.newOutputStream(mountPoint.resolve("filler"))) {
            filler.write(new byte[MEGABYTE]);
        } catch (IOException full) {
            return;
        }
        throw new AssertionError("1 MB fits into what is left of 1 MB");
    }

    private void free() throws IOException {
        Files.delete(mountPoint.resolve("filler"));
    }

    private static void run(String... command) throws Exception {
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor(), () -> String.join(" ", command));
    }
}
