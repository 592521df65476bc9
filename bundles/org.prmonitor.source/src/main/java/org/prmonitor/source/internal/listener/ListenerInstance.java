package org.prmonitor.source.internal.listener;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.HopStatistics;
import org.prmonitor.api.ListenerState;
import org.prmonitor.api.ListenerStatus;
import org.prmonitor.api.MonitorEventListener;
import org.prmonitor.source.internal.books.CursorBooks;

/** One service of a {@link MonitorEventListener}, as long as it is registered. */
public final class ListenerInstance {

    private final MonitorEventListener listener;
    private final ListenerOwner owner;

    /** Written by who changes the service, read by its thread for every batch. */
    private volatile ListenerProperties properties;

    /** What it should know; null for nothing. */
    private volatile @Nullable String remark;

    /** Why its place could not be had; null for nothing. Guarded by its group's monitor. */
    private @Nullable String failure;

    /** Serves it; null for none. Guarded by its group's monitor. */
    private @Nullable ListenerRunner runner;

    ListenerInstance(ListenerProperties properties, MonitorEventListener listener, ListenerOwner owner) {
        this.properties = properties;
        this.listener = listener;
        this.owner = owner;
    }

    MonitorEventListener listener() {
        return listener;
    }

    ListenerOwner owner() {
        return owner;
    }

    ListenerProperties properties() {
        return properties;
    }

    void setProperties(ListenerProperties changed) {
        properties = changed;
    }

    @Nullable String remark() {
        return remark;
    }

    void setRemark(@Nullable String changed) {
        remark = changed;
    }

    @Nullable String failure() {
        return failure;
    }

    void setFailure(@Nullable String changed) {
        failure = changed;
    }

    @Nullable ListenerRunner runner() {
        return runner;
    }

    void setRunner(@Nullable ListenerRunner changed) {
        runner = changed;
    }

    /** Of one that is given nothing. */
    ListenerStatus idleStatus(ListenerState state, @Nullable String why) {
        return new ListenerStatus(
                properties.id(),
                owner.name(),
                state,
                properties.resume(),
                new HopStatistics(CursorBooks.HOP, 0, 0, 0, 0),
                0,
                null,
                Duration.ZERO,
                why);
    }
}
