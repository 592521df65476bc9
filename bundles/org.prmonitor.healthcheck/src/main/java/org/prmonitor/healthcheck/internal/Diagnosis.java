package org.prmonitor.healthcheck.internal;

import java.util.Locale;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.prmonitor.api.HopStatistics;
import org.prmonitor.api.ListenerState;
import org.prmonitor.api.ListenerStatus;
import org.prmonitor.api.SourceState;
import org.prmonitor.api.SourceStatus;
import org.prmonitor.api.text.LifetimeText;
import org.prmonitor.api.text.PrintableText;

/** One look at the source: a line for everything that is wrong, by name, and what it means. */
final class Diagnosis {

    private final Limits limits;
    private final Counts before;
    private final Counts now;
    private final ResultLog log = new ResultLog();
    private boolean trouble;

    /**
     * A look.
     *
     * @param before what losses and errors are counted from
     * @param now the counts of the status that is judged
     */
    Diagnosis(Limits limits, Counts before, Counts now) {
        this.limits = limits;
        this.before = before;
        this.now = now;
    }

    /** The result. */
    Result of(SourceStatus status) {
        judgeState(status);
        for (var hop : status.hops()) {
            if (!limits.exclude().contains(hop.hop())) {
                judge(Counts.hop(hop.hop()), hop, Result.Status.CRITICAL, "");
            }
        }
        for (var listener : status.listeners()) {
            if (!limits.exclude().contains(listener.id())) {
                judge(listener);
            }
        }
        if (!trouble) {
            add(Result.Status.OK, "running on " + status.channel() + "; " + status.hops().size() + " hops and "
                    + status.listeners().size() + " listeners within limits");
        }
        for (var remark : status.remarks()) {
            add(Result.Status.OK, "remark: " + remark);
        }
        return new Result(log);
    }

    private void judgeState(SourceStatus status) {
        if (status.state() != SourceState.RUNNING) {
            // A start takes well under a second: who still sees one later sees the same state at the next look.
            var severity = status.state() == SourceState.STARTING ? Result.Status.TEMPORARILY_UNAVAILABLE : Result.Status.CRITICAL;
            report(severity, "the source is " + status.state().name().toLowerCase(Locale.ROOT) + ": no channel is open, nothing is seen");
        }
    }

    private void judge(ListenerStatus listener) {
        var name = Counts.listener(listener.id());
        var bundle = listener.bundle() == null ? "" : " (" + listener.bundle() + ")";
        switch (listener.state()) {
            case BLOCKED -> report(
                    Result.Status.CRITICAL,
                    name + bundle + " has not come back from a call for " + LifetimeText.of(listener.callDuration().toNanos()));
            case REFUSED -> report(Result.Status.WARN, name + bundle + " is given nothing: " + listener.remark());
            default -> {
                // Its lag, losses and errors are looked at below, whatever it is doing.
            }
        }
        // Nobody is stuck where the bundle is away, but what it will miss is being decided now.
        var worst = listener.state() == ListenerState.DETACHED ? Result.Status.WARN : Result.Status.CRITICAL;
        judge(name, listener.books(), worst, listener.state() == ListenerState.DETACHED ? bundle + ", whose bundle is away," : bundle);
        var errors = now.errorsSince(before, name);
        if (errors >= limits.errorsWarn()) {
            report(Result.Status.WARN, name + bundle + " threw out of " + errors + " calls lately, last " + listener.lastError());
        }
    }

    /**
     * Lag and loss.
     *
     * @param worst what a lag beyond the critical limit counts as
     */
    private void judge(String name, HopStatistics books, Result.Status worst, String detail) {
        var lag = books.inFlight();
        if (lag >= limits.lagWarn()) {
            report(
                    lag >= limits.lagCritical() ? worst : Result.Status.WARN,
                    String.format(Locale.ROOT, "%s%s is %,d events behind, at %,.0f events/s", name, detail, lag, books.rate()));
        }
        var lost = now.lostSince(before, name);
        if (lost >= limits.lossWarn()) {
            report(
                    lost >= limits.lossCritical() ? Result.Status.CRITICAL : Result.Status.WARN,
                    String.format(Locale.ROOT, "%s%s lost %,d events lately, %,d in all", name, detail, lost, books.lost()));
        }
    }

    private void report(Result.Status severity, String line) {
        trouble = true;
        add(severity, line);
    }

    /** Ids, errors and remarks are others' words. */
    private void add(Result.Status severity, String line) {
        log.add(new ResultLog.Entry(severity, PrintableText.escape(line)));
    }
}
