package org.prmonitor.source.internal.listener;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.ListenerState;
import org.prmonitor.api.ListenerStatus;

/** The services with one id, and which of them is to be served. Guarded by its group's monitor. */
final class ListenerCandidates {

    private final List<ListenerInstance> instances = new ArrayList<>();

    void add(ListenerInstance instance) {
        instances.add(instance);
    }

    void remove(ListenerInstance instance) {
        instances.remove(instance);
    }

    boolean contains(@Nullable ListenerInstance instance) {
        return instance != null && instances.contains(instance);
    }

    boolean isEmpty() {
        return instances.isEmpty();
    }

    /** What kept some from being served may be over. */
    void forgetFailures() {
        instances.forEach(instance -> instance.setFailure(null));
    }

    /** The one with the highest ranking, among equals the latest; null for none. */
    @Nullable ListenerInstance best() {
        ListenerInstance best = null;
        for (var instance : instances) {
            if (instance.failure() == null && (best == null || instance.properties().isBefore(best.properties()))) {
                best = instance;
            }
        }
        return best;
    }

    /** Of those that are given nothing: all but the one that is served. */
    List<ListenerStatus> idleStatuses(@Nullable ListenerInstance served) {
        var statuses = new ArrayList<ListenerStatus>();
        for (var instance : instances) {
            if (instance.failure() != null) {
                statuses.add(instance.idleStatus(ListenerState.REFUSED, instance.failure()));
            } else if (instance != served) {
                statuses.add(instance.idleStatus(ListenerState.STANDBY, instance.remark()));
            }
        }
        return statuses;
    }
}
