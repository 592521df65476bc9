package org.prmonitor.bench.internal.storm;

import java.util.List;

/**
 * What is asked for.
 *
 * @param processes of each storm
 * @param rounds how often each kind is raised beside each tool
 * @param kinds of storms
 * @param again whether a second storm follows in the same process of each tool
 * @param peers whether beside the field's tools, too
 */
public record StormSettings(int processes, int rounds, List<StormKind> kinds, boolean again, boolean peers) {

    /** Copies the kinds. */
    public StormSettings {
        kinds = List.copyOf(kinds);
    }
}
