package org.prmonitor.testkit;

import java.util.function.Function;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.event.EventHandler;
import org.osgi.util.tracker.ServiceTracker;
import org.prmonitor.api.MonitorEventListener;

/**
 * A consumer for {@link ConsumerTrials}: how an instance of it is started and stopped, and what it says it has accounted for. The
 * static methods make one of a listener, of a handler and of a bundle.
 */
@ConsumerType
@FunctionalInterface
public interface TriedConsumer {

    /**
     * Starts the next instance; the one before has been stopped.
     *
     * @return the one that was started
     * @throws Exception what the consumer throws
     */
    Instance start() throws Exception;

    /** One that was started. */
    @ConsumerType
    interface Instance {

        /** {@return what this instance alone has accounted for; asked for after {@link #stop} too} */
        Account account();

        /**
         * Stops it.
         *
         * @throws Exception what the consumer throws
         */
        void stop() throws Exception;
    }

    /**
     * What an instance has accounted for.
     *
     * @param seen how many events of those that the trial emits; one that came twice counts twice
     * @param lost how many it was told are missing, the counts of all {@code EventsLost} added
     */
    record Account(long seen, long lost) {

        /** Both together. */
        Account plus(Account other) {
            return new Account(seen + other.seen, lost + other.lost);
        }
    }

    /**
     * {@return a listener, registered with an id}
     *
     * @param newInstance makes one
     * @param account what one has accounted for
     * @param <L> the listener's type
     * @param scripted the source
     * @param id the listener's id
     */
    static <L extends MonitorEventListener> TriedConsumer listener(
            ScriptedSource scripted, String id, Supplier<L> newInstance, Function<? super L, Account> account) {
        return () -> {
            var listener = newInstance.get();
            return instance(scripted.listen(id, listener), () -> account.apply(listener));
        };
    }

    /**
     * {@return a handler, registered with EventAdmin for a topic}
     *
     * @param newInstance makes one
     * @param account what one has accounted for
     * @param <H> the handler's type
     * @param scripted the source
     * @param topic an EventAdmin topic; it may end with {@code /*}
     */
    static <H extends EventHandler> TriedConsumer handler(
            ScriptedSource scripted, String topic, Supplier<H> newInstance, Function<? super H, Account> account) {
        return () -> {
            var handler = newInstance.get();
            return instance(scripted.handle(topic, handler), () -> account.apply(handler));
        };
    }

    /**
     * {@return a bundle that has the consumer in it, as a component or otherwise: it is started and stopped}
     *
     * @param <S> the service's type
     * @param scripted the source
     * @param bundle started and stopped
     * @param service a service of the bundle's that knows what was accounted for; of a type that test and bundle share, such
     *     as the JDK's
     * @param account asks it; also after the bundle was stopped, and then the object that was the service
     */
    static <S> TriedConsumer bundle(ScriptedSource scripted, Bundle bundle, Class<S> service, Function<? super S, Account> account) {
        return () -> {
            bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
            var found = await(scripted.context(), bundle, service);
            return new Instance() {
                @Override
                public Account account() {
                    return account.apply(found);
                }

                @Override
                public void stop() throws Exception {
                    bundle.stop(Bundle.STOP_TRANSIENT);
                }
            };
        };
    }

    private static <S> S await(BundleContext context, Bundle bundle, Class<S> type) throws InterruptedException {
        var tracker = new ServiceTracker<S, S>(context, type, null) {
            @Override
            public S addingService(org.osgi.framework.ServiceReference<S> reference) {
                return reference.getBundle() == bundle ? super.addingService(reference) : null;
            }
        };
        tracker.open();
        try {
            var found = tracker.waitForService(ScriptedSource.PATIENCE.toMillis());
            if (found == null) {
                throw new IllegalStateException("bundle " + bundle.getSymbolicName() + " has no service " + type.getName() + " within "
                        + ScriptedSource.PATIENCE.toSeconds() + " s of its start");
            }
            return found;
        } finally {
            tracker.close();
        }
    }

    /**
     * Of what stops it and of what knows what it has accounted for.
     *
     * @param registration ended to stop it
     * @param account what it has accounted for
     * @return the one that was started
     */
    static Instance instance(ScriptedSource.Registration registration, Supplier<Account> account) {
        return new Instance() {
            @Override
            public Account account() {
                return account.get();
            }

            @Override
            public void stop() {
                registration.close();
            }
        };
    }
}
