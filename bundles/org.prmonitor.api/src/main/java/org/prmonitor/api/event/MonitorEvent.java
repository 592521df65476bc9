package org.prmonitor.api.event;

import java.time.Instant;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The root of all events. Under it stand sealed families ({@link ProcessEvent}, {@link ImageEvent}, {@link RegistryEvent},
 * {@link LossEvent}), so that a {@code switch} over a family is complete, while a new family can come without breaking
 * anyone: a family reaches only who asked for it. Events are immutable and may be shared between threads.
 */
@ProviderType
public interface MonitorEvent {

    /** {@return what every event says about itself} */
    EventHeader header();

    /** {@return the EventAdmin topic, one of {@link EventTopics}} */
    String topic();

    /**
     * {@return the event's properties under the keys of {@link EventKeys}, in their documented order, as EventAdmin, an LDAP
     * filter and JSON see them} A live view without copies: {@code get} costs one look-up, which is what a filter needs.
     * Read-only; a key that the channel could not fill is absent, never empty or zero.
     */
    Map<String, Object> properties();

    /** {@return the number in the journal; see {@link EventHeader#sequence()}} */
    default long sequence() {
        return header().sequence();
    }

    /** {@return when it happened; see {@link EventHeader#time()}} */
    default Instant time() {
        return header().time();
    }

    /** {@return the channel that brought it; see {@link EventHeader#channel()}} */
    default String channel() {
        return header().channel();
    }
}
