package org.prmonitor.rcp.internal.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes whole frames, and leaves out those that would show nothing else. One thread's. */
final class FrameAssembly {

    private static final Duration TICK = Duration.ofSeconds(1);

    private final ProcessModel model;
    private final FrameBuilder builder = new FrameBuilder();

    private int running;
    private int ended;
    private long forgotten;

    /** For which the rows are true; stands still in a pause. */
    private Instant time = Instant.EPOCH;

    private @Nullable ViewFrame last;
    private long demands;

    /** When the life times in the last frame are out of date. */
    private Instant nextTick = Instant.MAX;

    /** When the lines change by themselves. */
    private Instant due = Instant.MAX;

    FrameAssembly(ProcessModel model) {
        this.model = model;
    }

    /** The frame for a moment; null where it would show what the last one does. */
    @Nullable ViewFrame make(FrameRequest request, Instant now) {
        if (!request.isPaused() || last == null) {
            var changes = model.takeChanges();
            builder.update(changes);
            running = changes.running();
            ended = changes.ended();
            forgotten = changes.forgotten();
            time = now;
        }
        var rows = builder.build(request.selection(), time, request.freshness());
        var counts = new ViewCounts(running, ended, rows.size(), builder.hidden(), forgotten);
        var status = status(request);
        var isNews = isNews(rows, request, counts, status);
        if (isNews) {
            last = new ViewFrame(rows, request.selection(), counts, status, time);
            demands = request.demands();
            nextTick = builder.showsRunning() ? time.plus(TICK) : Instant.MAX;
        }
        due = request.isPaused() ? Instant.MAX : earlier(nextTick, builder.nextFading());
        return isNews ? last : null;
    }

    /** When the next frame is due though nothing happens; {@link Instant#MAX} for never. */
    Instant due() {
        return due;
    }

    private boolean isNews(List<FrameRow> rows, FrameRequest request, ViewCounts counts, ViewStatus status) {
        var before = last;
        return before == null
                || before.rows() != rows
                || demands != request.demands()
                || !time.isBefore(nextTick)
                || !before.counts().equals(counts)
                || !before.status().equals(status)
                || !before.selection().equals(request.selection());
    }

    private ViewStatus status(FrameRequest request) {
        var lost = model.lost();
        var source = request.source();
        return new ViewStatus(
                source.state(),
                source.channel(),
                source.eventsPerSecond(),
                source.lag(),
                lost.events(),
                lost.events() - request.acknowledged(),
                lost.uncounted(),
                source.remark());
    }

    private static Instant earlier(Instant one, long otherMillis) {
        if (otherMillis == Long.MAX_VALUE) {
            return one;
        }
        var other = Instant.ofEpochMilli(otherMillis);
        return other.isBefore(one) ? other : one;
    }
}
