package org.prmonitor.nativeaccess.internal.polling;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.nativeaccess.internal.linux.BootId;
import org.prmonitor.nativeaccess.internal.linux.procfs.ProcessStat;
import org.prmonitor.nativeaccess.internal.linux.procfs.ProcessTableReader;
import org.prmonitor.nativeaccess.internal.linux.procfs.UptimeTimeline;

/** Linux's, read from {@code /proc} without native code: with the keys of the other Linux channels. */
final class LinuxProcessTable implements ProcessTable {

    private final UptimeTimeline timeline = new UptimeTimeline();
    private final ProcessTableReader reader = new ProcessTableReader(BootId.read(), timeline);

    LinuxProcessTable() throws ChannelException {}

    @Override
    public List<Sighting> look() throws ChannelException {
        timeline.measure();
        var seenAt = timeline.now();
        var sightings = new ArrayList<Sighting>();
        for (var stat : reader.scan()) {
            sightings.add(new LinuxSighting(reader.key(stat), stat, seenAt, reader));
        }
        return sightings;
    }

    @Override
    public Instant now() {
        return timeline.now();
    }

    private record LinuxSighting(ProcessKey key, ProcessStat stat, Instant seenAt, ProcessTableReader reader) implements Sighting {

        @Override
        public long imageMark() {
            return stat.imageMark();
        }

        @Override
        public RunningProcess read() {
            var row = reader.read(stat.processId());
            // The id may be another process's by now: that one is found by the next look.
            return row != null && row.key().equals(key) ? row : reader.row(stat, seenAt);
        }
    }
}
