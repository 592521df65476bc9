package org.prmonitor.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Hashtable;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/** What a test has registered and not ended yet. Any thread. */
final class Registrations {

    private final BundleContext context;

    /** The newest first. Guarded by itself. */
    private final Deque<ScriptedSource.Registration> open = new ArrayDeque<>();

    Registrations(BundleContext context) {
        this.context = context;
    }

    <S> ScriptedSource.Registration register(Class<S> type, S service, Map<String, ?> properties) {
        var registered = context.registerService(type, service, new Hashtable<>(properties));
        var handle = new ScriptedSource.Registration() {
            @Override
            public void close() {
                boolean first;
                synchronized (open) {
                    first = open.remove(this);
                }
                if (first) {
                    registered.unregister();
                }
            }
        };
        synchronized (open) {
            open.push(handle);
        }
        return handle;
    }

    /** Ends all of them, the newest first. */
    void close() {
        for (var newest = newest(); newest != null; newest = newest()) {
            newest.close();
        }
    }

    private ScriptedSource.@Nullable Registration newest() {
        synchronized (open) {
            return open.peek();
        }
    }
}
