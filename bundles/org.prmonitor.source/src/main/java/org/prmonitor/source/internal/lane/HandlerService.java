package org.prmonitor.source.internal.lane;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.event.EventConstants;
import org.prmonitor.api.event.EventTopics;

/**
 * The service of an EventHandler, and what EventAdmin's implementation calls it.
 *
 * @param reference the service
 */
record HandlerService(ServiceReference<?> reference) {

    /** The component that it is, by the Declarative Services specification. */
    private static final String COMPONENT_NAME = "component.name";

    /** Whether it is still there. */
    boolean isRegistered() {
        return reference.getBundle() != null;
    }

    /**
     * Whether a text of Felix's names its bundle and its service, which Felix's framework writes alike for all handlers of one
     * bundle. In the log it is {@code ServiceReference [… | Bundle(…) | Handler(class)]}, in the MBean {@code … [Bundle …]}.
     */
    boolean isNamedIn(String text) {
        var bundle = reference.getBundle();
        return bundle != null
                && (text.contains("ServiceReference [" + reference + " | Bundle(" + bundle + ")")
                        || text.equals(reference + " [Bundle " + bundle + "]"));
    }

    /** Whether a text of Felix's names its component, too. */
    boolean isComponentNamedIn(String text) {
        return reference.getProperty(COMPONENT_NAME) instanceof String name && text.contains("Handler(" + name + ")");
    }

    /** Whether it asks for any topic of ours. */
    boolean wantsOurTopics() {
        return reference.getProperty(EventConstants.EVENT_TOPIC) != null && !ourTopics().isEmpty();
    }

    /**
     * Under which topics, as it writes them, EventAdmin may give it an event of ours; none for a handler that has no interest in
     * us. To one without any topics the specification gives nothing, and Felix's everything where
     * {@code org.apache.felix.eventadmin.RequireTopic} is false.
     */
    Set<String> ourTopics() {
        var asked = reference.getProperty(EventConstants.EVENT_TOPIC);
        return asked == null
                ? Set.of("*")
                : topics(asked).stream().filter(HandlerService::isOurs).collect(Collectors.toUnmodifiableSet());
    }

    /** Component or interface, bundle and service id. */
    String description() {
        var bundle = reference.getBundle();
        var name = reference.getProperty(COMPONENT_NAME);
        return (name == null ? "EventHandler" : "EventHandler " + name)
                + (bundle == null ? "" : " of bundle " + bundle.getSymbolicName() + " " + bundle.getVersion())
                + " (service " + reference.getProperty(Constants.SERVICE_ID) + ")";
    }

    private static boolean isOurs(String topic) {
        return topic.equals("*")
                || topic.startsWith(EventTopics.ALL.substring(0, EventTopics.ALL.length() - 1))
                || topic.endsWith("/*") && EventTopics.ALL.startsWith(topic.substring(0, topic.length() - 1));
    }

    private static List<String> topics(Object property) {
        if (property instanceof String[] several) {
            return Arrays.asList(several);
        }
        if (property instanceof Collection<?> several) {
            return several.stream().map(String::valueOf).toList();
        }
        return List.of(property.toString());
    }
}
