package org.prmonitor.healthcheck.internal;

import java.util.HashMap;
import java.util.Map;
import org.prmonitor.api.SourceStatus;

/**
 * What must not grow, of every hop and every listener at one moment.
 *
 * @param nanoTime the moment
 * @param losses by {@link #hop} or {@link #listener}
 * @param errors by {@link #listener}
 */
record Counts(long nanoTime, Map<String, Long> losses, Map<String, Long> errors) {

    static Counts of(SourceStatus status, long nanoTime) {
        var losses = new HashMap<String, Long>();
        var errors = new HashMap<String, Long>();
        for (var hop : status.hops()) {
            losses.put(hop(hop.hop()), hop.lost());
        }
        for (var listener : status.listeners()) {
            losses.put(listener(listener.id()), listener.books().lost());
            errors.put(listener(listener.id()), listener.errors());
        }
        return new Counts(nanoTime, losses, errors);
    }

    /** A hop's name as it is shown. */
    static String hop(String name) {
        return "hop " + name;
    }

    /** A listener's id as it is shown. No hop is called so. */
    static String listener(String id) {
        return "listener " + id;
    }

    /** How many were lost since an earlier moment: all, where the counter has begun anew or was not there yet. */
    long lostSince(Counts earlier, String name) {
        return grownBy(losses, earlier.losses, name);
    }

    /** How many calls threw since an earlier moment. */
    long errorsSince(Counts earlier, String name) {
        return grownBy(errors, earlier.errors, name);
    }

    private static long grownBy(Map<String, Long> now, Map<String, Long> before, String name) {
        var current = now.getOrDefault(name, 0L);
        var earlier = before.getOrDefault(name, 0L);
        return current >= earlier ? current - earlier : current;
    }
}
