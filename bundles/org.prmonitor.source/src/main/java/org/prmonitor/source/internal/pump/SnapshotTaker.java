package org.prmonitor.source.internal.pump;

import java.util.Comparator;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.event.EventType;
import org.prmonitor.source.internal.configuration.SourceSettings;
import org.prmonitor.source.internal.process.ProcessTable;

/** Brings the processes that run already into the process table and, where that is wanted, into the journal. Pump's thread only. */
final class SnapshotTaker {

    /** Parents before their children, as far as the start time's resolution lets one see that. */
    private static final Comparator<RunningProcess> BY_AGE =
            Comparator.comparing((RunningProcess row) -> row.key().start()).thenComparing(RunningProcess::processId);

    private final EventIntake intake;
    private final ProcessTable table;

    /** The table was refreshed, and what was in the ring then has not been drained yet. */
    private boolean refreshed;

    /** Which rows go into the journal, where any do. */
    enum Scope {
        /** All: nothing was said about any process yet. */
        ALL,
        /** Those that the process table did not have: they came while no channel was open. */
        UNKNOWN,
        /** None: another channel watched until now. */
        NONE
    }

    SnapshotTaker(EventIntake intake, ProcessTable table) {
        this.intake = intake;
        this.table = table;
    }

    /** Takes a snapshot if anybody needs it. The channel is open and was not drained yet, or was until just now. */
    void take(ChannelSession session, SourceSettings settings, Scope scope) throws ChannelException {
        var journaled = settings.snapshot() && scope != Scope.NONE;
        if (!journaled && !settings.processTable()) {
            return;
        }
        var rows = session.channel().snapshot();
        if (journaled) {
            intake.publishSnapshot(rows.stream()
                    .filter(row -> scope == Scope.ALL || !table.contains(row.key()))
                    .sorted(BY_AGE)
                    .toList());
        }
        if (settings.processTable()) {
            table.refresh(rows, session.provider().types().contains(EventType.FORKED));
            refreshed = true;
        }
    }

    /** What was in the ring at the time of the snapshot has been seen. */
    void drained() {
        if (refreshed) {
            refreshed = false;
            table.removeUnconfirmed();
        }
    }
}
