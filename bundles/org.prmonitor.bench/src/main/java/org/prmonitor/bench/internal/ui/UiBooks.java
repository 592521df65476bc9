package org.prmonitor.bench.internal.ui;

import java.io.Serializable;
import org.prmonitor.api.HopStatistics;

/**
 * The books of a hop or a listener at rest.
 *
 * @param name of the hop, or the listener's id
 * @param seen what reached it
 * @param delivered what it handed on
 * @param filtered what nobody asked for
 * @param lost what it could not keep
 */
public record UiBooks(String name, long seen, long delivered, long filtered, long lost) implements Serializable {

    static UiBooks of(String name, HopStatistics hop) {
        return new UiBooks(name, hop.seen(), hop.delivered(), hop.filtered(), hop.lost());
    }

    /** Nothing is missing, and nothing was lost. */
    public boolean isComplete() {
        return lost == 0 && seen == delivered + filtered;
    }
}
