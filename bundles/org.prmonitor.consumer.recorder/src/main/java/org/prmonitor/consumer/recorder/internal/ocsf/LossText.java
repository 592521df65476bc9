package org.prmonitor.consumer.recorder.internal.ocsf;

import org.prmonitor.api.event.EventsLost;

/** A loss in words. */
final class LossText {

    private LossText() {}

    /** Such as {@code 3 events lost (kernel): 20 to 22}. */
    static String of(EventsLost event) {
        var count = event.count();
        if (count == null) {
            return "uncounted events lost (" + event.place().label() + "): at " + event.to();
        }
        return count + (count == 1 ? " event" : " events") + " lost (" + event.place().label() + "): " + event.from() + " to " + event.to();
    }
}
