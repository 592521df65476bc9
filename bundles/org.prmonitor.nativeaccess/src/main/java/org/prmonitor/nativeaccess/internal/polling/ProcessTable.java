package org.prmonitor.nativeaccess.internal.polling;

import java.time.Instant;
import java.util.List;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.event.ProcessKey;

/** The system's table of processes, as far as this process may see it. One thread. */
interface ProcessTable {

    /** All that run now. Cheap: it is asked many times a second. */
    List<Sighting> look() throws ChannelException;

    /** Now, on the clock of the rows' times. */
    Instant now();

    /** A process that was seen in a look. */
    interface Sighting {

        /** Which process. */
        ProcessKey key();

        /** Changes when the process runs a new image; a hint, to be checked against {@link #read()}. */
        long imageMark();

        /** All that is to be known about it; if it is gone by now, what the look has shown. */
        RunningProcess read();
    }
}
