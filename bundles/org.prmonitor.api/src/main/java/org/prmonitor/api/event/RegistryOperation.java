package org.prmonitor.api.event;

/** What is done to the registry. Constants may be added; a {@code switch} over this type needs a default. */
public enum RegistryOperation {
    /** A key was created; opening one that was there is none. */
    KEY_CREATED(EventTopics.REGISTRY_KEY_CREATED),
    /** A key was deleted. */
    KEY_DELETED(EventTopics.REGISTRY_KEY_DELETED),
    /** A key was given another name. */
    KEY_RENAMED(EventTopics.REGISTRY_KEY_RENAMED),
    /** A value was set, new or not. */
    VALUE_SET(EventTopics.REGISTRY_VALUE_SET),
    /** A value was deleted. */
    VALUE_DELETED(EventTopics.REGISTRY_VALUE_DELETED);

    private final String topic;

    RegistryOperation(String topic) {
        this.topic = topic;
    }

    /** {@return the EventAdmin topic of events about it; its last part is {@link #name()}} */
    public String topic() {
        return topic;
    }
}
