package org.prmonitor.bench.internal.swap;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.bench.internal.consumer.ConsumerKind;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.bench.internal.host.Container;
import org.prmonitor.testkit.ScriptedFeed;
import org.prmonitor.testkit.SequenceAudit;
import org.prmonitor.testkit.SteadyRate;

/** The same events at the same rate, given to EventAdmin by one thread, with nothing of ours in between. */
record EventAdminDrive(long rate, boolean post) implements Drive {

    /** How long the sender sleeps when nothing is due. */
    private static final long PAUSE_NANOS = 200_000;

    @Override
    public String label() {
        return post ? "bare EventAdmin, postEvent" : "bare EventAdmin, sendEvent";
    }

    @Override
    public ConsumerKind kind() {
        return ConsumerKind.HANDLER;
    }

    @Override
    public Running open(Container container) throws InterruptedException, BenchException {
        return new Trial(container.service(EventAdmin.class), post, new SteadyRate(rate));
    }

    private static final class Trial implements Running {

        private final EventAdmin eventAdmin;
        private final boolean post;
        private final SteadyRate due;
        private final ScriptedFeed events;
        private final Thread sender = new Thread(this::send, "prmonitor-bench-sender");
        private volatile boolean ended;
        /** Written by the sender, read after it has ended. */
        private long sent;

        Trial(EventAdmin eventAdmin, boolean post, SteadyRate due) {
            this.eventAdmin = eventAdmin;
            this.post = post;
            this.due = due;
            this.events = ScriptedFeed.exits(due);
        }

        @Override
        public SequenceAudit newAudit() {
            return new SequenceAudit(1);
        }

        /** EventAdmin knows a handler when its registration returns, and its bundle's start returns after that. */
        @Override
        public void awaitConsumers(int count) {}

        @Override
        public void begin() {
            sender.setDaemon(true);
            sender.start();
        }

        @Override
        public long end() throws InterruptedException, BenchException {
            ended = true;
            sender.join(Container.PATIENCE.toMillis());
            if (sender.isAlive()) {
                throw new BenchException("EventAdmin does not return from an event");
            }
            return sent;
        }

        @Override
        public void close() {
            due.stop();
        }

        private void send() {
            while (!ended) {
                for (var until = due.getAsLong(); sent < until && !ended; ) {
                    give(++sent);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }

        private void give(long number) {
            var record = events.factory().create(number, new EventHeader(number, Instant.now(), "bare"));
            var event = new Event(record.topic(), record.properties());
            if (post) {
                eventAdmin.postEvent(event);
            } else {
                eventAdmin.sendEvent(event);
            }
        }
    }
}
