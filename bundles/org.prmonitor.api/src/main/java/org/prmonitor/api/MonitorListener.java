package org.prmonitor.api;

import org.osgi.annotation.bundle.Requirement;
import org.osgi.service.component.annotations.ComponentPropertyType;
import org.prmonitor.api.event.EventType;

/**
 * The service properties of a {@link MonitorEventListener}, as a component property type of Declarative Services; the
 * properties are named {@code prmonitor.listener.id} and so on, for who registers the service by hand.
 */
@ComponentPropertyType
@Requirement(
        namespace = "osgi.implementation",
        name = MonitorListener.IMPLEMENTATION,
        version = "1.0.0")
public @interface MonitorListener {

    /** Of the property names. */
    String PREFIX_ = "prmonitor.listener.";

    /** The capability in the namespace {@code osgi.implementation} that the source provides. */
    String IMPLEMENTATION = "org.prmonitor.listener";

    /**
     * {@return under which id the place in the journal is kept} Where two services have the same, the one with the higher
     * ranking is served, among equals the one that was registered last, and the other waits. Empty for bundle and component
     * (or class), which is enough where a bundle has one instance of it.
     */
    String id() default "";

    /** {@return what is handed over, besides losses; empty for all that the source publishes} */
    EventType[] types() default {};

    /**
     * {@return an LDAP filter on the events' properties such as {@code (image.path=*&#47;bash)}; empty for all} Losses always
     * pass.
     */
    String filter() default "";

    /** {@return where a newcomer begins} */
    Resume resume() default Resume.NOW;
}
