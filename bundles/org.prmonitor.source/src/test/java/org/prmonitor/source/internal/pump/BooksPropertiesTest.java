package org.prmonitor.source.internal.pump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.prmonitor.api.SourceState;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.channel.ChannelFidelity;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.source.internal.SourceFixture;
import org.prmonitor.source.internal.lane.EventAdminTarget;
import org.prmonitor.testkit.ScriptedChannel;
import org.prmonitor.testkit.ScriptedChannelProvider;
import org.prmonitor.testkit.ScriptedProcess;

/** Whatever happens, in whatever order: every number once, and every hop's books closed. */
class BooksPropertiesTest {

    enum Happening {
        EMIT, EMIT_MANY, LOSE, STALL, RESUME, DIE, DIE_AFTER_RING,
        OTHER_RING, OTHER_JOURNAL, OTHER_TYPES, OTHER_FILTER, SNAPSHOT, TABLE, NAMED, AUTO,
        EVENT_ADMIN_GOES, EVENT_ADMIN_COMES, BETTER_GOES, BETTER_COMES, FLUSH
    }

    private static final class World implements AutoCloseable {

        private final ScriptedChannelProvider better = new ScriptedChannelProvider();
        private final ScriptedChannelProvider worse =
                new ScriptedChannelProvider("worse", ChannelFidelity.SAMPLED, better.types());
        private final Map<String, Object> settings = new HashMap<>(Map.of("journalEvents", 64, "lingerMillis", 0));
        private final SourceFixture fixture =
                new SourceFixture(settings, new HastyClock()).add(better, 2).add(worse, 1).start();
        private boolean betterThere = true;
        private long processes = 1;
        private int changes;

        void happen(Happening what) throws InterruptedException {
            changes++;
            switch (what) {
                case EMIT -> emit(1);
                case EMIT_MANY -> emit(100);
                case LOSE -> channels().forEach(channel -> channel.lose(3));
                case STALL -> channels().forEach(ScriptedChannel::stall);
                case RESUME -> channels().forEach(ScriptedChannel::resume);
                case DIE -> channels().forEach(channel -> channel.die(new ChannelException("died", null)));
                case DIE_AFTER_RING -> channels().forEach(channel -> channel.dieAfterRing(new ChannelException("ended", null)));
                case OTHER_RING -> set("ringBytes", 4096 + 64 * (changes % 7));
                case OTHER_JOURNAL -> set("journalEvents", 16 + changes % 200);
                case OTHER_TYPES -> set("types", changes % 2 == 0 ? "exited" : "started,forked,exited");
                case OTHER_FILTER -> set("filter", changes % 2 == 0 ? "" : "(process.id>=20)");
                case SNAPSHOT -> set("snapshot", changes % 2 == 0);
                case TABLE -> set("processTable", changes % 2 == 0);
                case NAMED -> set("channel", changes % 3 == 0 ? "absent" : "worse");
                case AUTO -> set("channel", "auto");
                case EVENT_ADMIN_GOES -> fixture.source.lane().setTarget(null);
                case EVENT_ADMIN_COMES -> fixture.source.lane().setTarget(EventAdminTarget.ofEverything(fixture.eventAdmin));
                case BETTER_GOES -> {
                    if (betterThere) {
                        fixture.remove(better);
                        betterThere = false;
                        assert better.openChannels().isEmpty() : "still open when the unbind has returned";
                    }
                }
                case BETTER_COMES -> {
                    if (!betterThere) {
                        betterThere = true;
                        fixture.add(better, 2);
                    }
                }
                case FLUSH -> fixture.flush();
            }
        }

        private void emit(int count) {
            for (var index = 0; index < count; index++) {
                var process = ScriptedProcess.of(processes++).running("/bin/true", "true");
                for (var provider : List.of(better, worse)) {
                    provider.emit(process.forked(), process.started(), process.exited(0));
                }
            }
        }

        private void set(String key, Object value) {
            settings.put(key, value);
            fixture.source.configure(settings);
        }

        private List<ScriptedChannel> channels() {
            var channels = new ArrayList<>(better.openChannels());
            channels.addAll(worse.openChannels());
            return channels;
        }

        /** Until an event comes through: then no death is on its way any more, and nothing else will happen. */
        void settle() throws InterruptedException {
            happen(Happening.EVENT_ADMIN_COMES);
            settings.putAll(Map.of("channel", "auto", "types", "exited", "filter", ""));
            fixture.source.configure(settings);
            do {
                fixture.await(status -> {
                    channels().forEach(ScriptedChannel::resume);
                    return status.state() == SourceState.RUNNING;
                });
                emit(1);
                fixture.flush();
            } while (!hasCome(processes - 1));
            fixture.assertAccountsClose();
            assertHopsAgree();
        }

        private void assertHopsAgree() {
            var status = fixture.source.status();
            var kernel = status.hop("kernel");
            var journal = status.hop("journal");
            assertEquals(kernel.delivered(), journal.seen(), () -> "what the channels handed over " + status);
            // Every number is an event, a counted loss, or stands for one gap between two channels.
            var gaps = status.lastSequence() - journal.delivered() - kernel.lost();
            assertTrue(gaps >= 0 && gaps < better.opened() + worse.opened(), () -> gaps + " gaps " + status);
        }

        private boolean hasCome(long process) {
            return fixture.source.recent(1).stream()
                    .anyMatch(event -> event instanceof ProcessExited exited && exited.processId() == process);
        }

        @Override
        public void close() {
            fixture.close();
        }
    }

    @Property(tries = 200)
    void close(@ForAll @Size(max = 40) List<Happening> happenings) throws InterruptedException {
        try (var world = new World()) {
            for (var happening : happenings) {
                world.happen(happening);
            }
            world.settle();
        }
    }
}
