package org.prmonitor.testkit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.MonitorEvent;

/** Many events into a source, of which none is lost for want of room. The test's thread. */
final class Playback {

    /** Far fewer than a ring or a journal has room for. */
    private static final int AT_ONCE = 4_096;

    private final ScriptedSource scripted;
    private int played;

    Playback(ScriptedSource scripted) {
        this.scripted = scripted;
    }

    void play(RandomEvents events, int count) throws InterruptedException {
        for (var number = 1; number <= count; number++) {
            scripted.emit(events.next());
            breathe();
        }
    }

    /** @param time passes between events whose distance is kept; null for the real one */
    void play(EventRecording recording, @Nullable ScriptedTime time) throws InterruptedException {
        MonitorEvent before = null;
        for (var event : recording.events()) {
            if (before != null && recording.keepsDistance()) {
                pass(Duration.between(before.time(), event.time()), time);
            }
            before = event;
            if (EventRecording.isUncounted(event)) {
                reopenChannel();
            } else if (event instanceof EventsLost loss) {
                scripted.lose(loss.to() - loss.from() + 1);
            } else {
                scripted.emit(EventRecording.scripted(event, recording.keepsTimes()));
            }
            breathe();
        }
    }

    private void breathe() throws InterruptedException {
        played++;
        if (played % AT_ONCE == 0) {
            scripted.settle();
        }
    }

    private void reopenChannel() throws InterruptedException {
        scripted.settle();
        var channel = scripted.channel();
        var opened = channel.opened();
        channel.dieAfterRing(new ChannelException("the recorded session had a gap here", null));
        channel.awaitOpened(opened + 1, ScriptedSource.PATIENCE);
        scripted.awaitRunning();
    }

    /** Not where the recorded clock had gone back. */
    private static void pass(Duration duration, @Nullable ScriptedTime time) throws InterruptedException {
        if (duration.isNegative() || duration.isZero()) {
            return;
        }
        if (time == null) {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } else {
            time.advance(duration);
        }
    }
}
