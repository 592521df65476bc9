package org.prmonitor.source.internal.pump;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.SourceState;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.event.EventType;
import org.prmonitor.source.internal.configuration.SourceSettings;
import org.prmonitor.source.internal.log.IncidentLog;

/**
 * What is said about channels, in the log and in the status: first there, then here, so that who waits for a state finds
 * its reason logged. An incident is one line, however long it lasts. Pump's thread only.
 */
final class ChannelNews {

    private final SituationBoard board;
    private final IncidentLog log;

    /** What the log said last about why no channel is open; null while one is. */
    private @Nullable String lastFailure;

    ChannelNews(SituationBoard board, IncidentLog log) {
        this.board = board;
        this.log = log;
    }

    /** A channel was opened; the remarks say what better ones did not open, and what else is amiss. */
    void opened(ChannelSession session, SourceSettings settings, List<String> remarks) {
        remarkMissingTypes(session, settings, remarks);
        lastFailure = null;
        log.info(sentence("channel " + session.name() + " is open: " + session.provider().fidelity().description(), remarks));
        running(session, remarks);
    }

    /** The open channel is the best that opens. */
    void kept(ChannelSession session, SourceSettings settings, List<String> remarks) {
        remarkMissingTypes(session, settings, remarks);
        if (!remarks.isEmpty()) {
            log.info(sentence("channel " + session.name() + " stays open", remarks));
        }
        running(session, remarks);
    }

    /** The open channel died. */
    void died(ChannelSession session, Throwable reason, Duration pause) {
        var line = "channel " + session.name() + " died: " + describe(reason);
        log.warn(line + "; trying again in " + pause.toMillis() + " ms");
        recovering(line);
    }

    /** The open channel's provider is gone, and no other took over at once. */
    void wentAway(ChannelSession session) {
        var line = "channel " + session.name() + " went away with its bundle";
        log.info(line);
        recovering(line);
    }

    /** Candidates were there, and none opened. */
    void noneOpened(List<String> remarks) {
        waiting(SourceState.RECOVERING, remarks);
    }

    /** There is nothing to try, so nothing to try again: a provider's arrival will be told. */
    void nothingToOpen(SourceSettings settings, List<String> names, boolean everOpened) {
        var there = names.isEmpty() ? "no channel is there" : "there are " + String.join(", ", names);
        if (settings.isAuto()) {
            if (everOpened) {
                waiting(SourceState.RECOVERING, List.of(there));
            } else {
                // Nothing went wrong: the bundles that bring channels start after this one.
                board.set(Situation.without(SourceState.STARTING, List.of(there)));
            }
        } else {
            waiting(
                    SourceState.RECOVERING,
                    List.of("no bundle offers a channel named " + settings.channel() + "; " + there));
        }
    }

    /** The source was stopped. */
    void stopped() {
        board.set(Situation.without(SourceState.STOPPED, List.of()));
    }

    /** A channel did something that it should not, and the source goes on all the same. */
    void misbehaved(ChannelSession session, String what, Throwable reason) {
        log.warn("channel " + session.name() + " " + what + ": " + describe(reason));
    }

    static String describe(Throwable reason) {
        return reason instanceof ChannelException known ? known.describe() : reason.toString();
    }

    private void running(ChannelSession session, List<String> remarks) {
        board.set(new Situation(
                SourceState.RUNNING, session.name(), session.provider().fidelity(), List.copyOf(remarks)));
    }

    private void recovering(String line) {
        lastFailure = line;
        board.set(Situation.without(SourceState.RECOVERING, List.of(line)));
    }

    private void waiting(SourceState state, List<String> remarks) {
        var line = String.join("; ", remarks);
        if (!line.equals(lastFailure)) {
            lastFailure = line;
            log.warn("no channel is open: " + line);
        }
        board.set(Situation.without(state, remarks));
    }

    private static void remarkMissingTypes(ChannelSession session, SourceSettings settings, List<String> remarks) {
        var missing = EnumSet.copyOf(settings.types());
        missing.removeAll(session.provider().types());
        if (!missing.isEmpty()) {
            var nothingIsLeft = missing.size() == settings.types().size();
            remarks.add("channel " + session.name() + " cannot report " + EventType.labels(missing)
                    + (nothingIsLeft ? ", and nothing else was asked for: no event will come" : ""));
        }
    }

    private static String sentence(String beginning, List<String> remarks) {
        return remarks.isEmpty() ? beginning : beginning + "; " + String.join("; ", remarks);
    }
}
