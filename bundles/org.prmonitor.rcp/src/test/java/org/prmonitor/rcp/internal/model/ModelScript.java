package org.prmonitor.rcp.internal.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.testkit.ScriptedEvent;

/** A model that is fed by the events of a script, numbered as a journal does. */
final class ModelScript {

    static final UserNames NO_NAMES = UserNames.of(Path.of("no such file"));

    private final ManualClock clock;
    private final ProcessModel model;
    private long sequence;

    ModelScript(ManualClock clock) {
        this(clock, new ModelBounds(ProcessModel.MOST_RUNNING, ProcessModel.MOST_LOSSES));
    }

    ModelScript(ManualClock clock, ModelBounds bounds) {
        this.clock = clock;
        this.model = new ProcessModel(clock, NO_NAMES, bounds);
    }

    ProcessModel model() {
        return model;
    }

    void accept(ScriptedEvent... events) {
        accept(Arrays.asList(events));
    }

    /** What happens in a batch happens a nanosecond apart, and just before it is told. */
    void accept(List<ScriptedEvent> events) {
        var batch = new ArrayList<MonitorEvent>();
        for (var event : events) {
            sequence++;
            var time = event.time() == null ? clock.instant().minusMillis(1).plusNanos(sequence) : event.time();
            batch.add(event.factory().apply(new EventHeader(sequence, time, "scripted")));
        }
        model.accept(batch);
    }

    void acceptLoss(long count) {
        var from = sequence + 1;
        sequence += count;
        model.accept(List.of(
                new EventsLost(new EventHeader(sequence, clock.instant(), "scripted"), count, from, sequence, LossPlace.KERNEL)));
    }
}
