package org.prmonitor.bench.internal.storm;

import java.util.List;

/**
 * What is asked for.
 *
 * @param processes of each storm
 * @param rounds how often each kind is raised beside each tool
 * @param kinds of storms
 * @param again whether a second storm follows in the same process of each tool
 * @param peers which of the field's tools are measured beside, too
 */
public record StormSettings(int processes, int rounds, List<StormKind> kinds, boolean again, List<Peer> peers) {

    /** Copies the lists. */
    public StormSettings {
        kinds = List.copyOf(kinds);
        peers = List.copyOf(peers);
    }
}
