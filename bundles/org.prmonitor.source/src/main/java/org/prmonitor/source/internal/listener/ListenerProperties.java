package org.prmonitor.source.internal.listener;

import org.jspecify.annotations.Nullable;
import org.prmonitor.api.Resume;

/**
 * What a listener's service properties say.
 *
 * @param id under which its place is kept
 * @param selection what it wants
 * @param resume where it begins where its id is not known
 * @param ranking the service's
 * @param serviceId the service's; a later one is higher
 * @param problem why it is refused; null for nothing
 */
public record ListenerProperties(
        String id, EventSelection selection, Resume resume, int ranking, long serviceId, @Nullable String problem) {

    /** Whether this one is served rather than the other, where both have one id. */
    boolean isBefore(ListenerProperties other) {
        return ranking != other.ranking ? ranking > other.ranking : serviceId > other.serviceId;
    }
}
