package org.prmonitor.jmx.internal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.ListenerStatus;

/** A listener, its books among the rest, so that a client finds every number in one row. */
public final class ListenerData extends BooksData {

    private final ListenerStatus status;

    ListenerData(ListenerStatus status) {
        super(status.books());
        this.status = status;
    }

    /** Symbolic name and version of its bundle; null where the source cannot know. */
    public @Nullable String getBundle() {
        return status.bundle();
    }

    /** What it is doing, in lower case, such as {@code blocked}. */
    public String getState() {
        return status.state().name().toLowerCase(Locale.ROOT);
    }

    /** How its place is kept, in lower case, such as {@code durable}. */
    public String getResume() {
        return status.resume().name().toLowerCase(Locale.ROOT);
    }

    /** How many calls threw. */
    public long getErrors() {
        return status.errors();
    }

    /** What the last of them threw; null for none. */
    public @Nullable String getLastError() {
        return status.lastError();
    }

    /** How long the call that it is in has lasted, in milliseconds; 0 where it is in none. */
    public long getCallMillis() {
        return status.callDuration().toMillis();
    }

    /** Why it is refused, or what it should know; null for nothing. */
    public @Nullable String getRemark() {
        return status.remark();
    }
}
