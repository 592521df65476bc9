package org.prmonitor.bench.internal.growth;

import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessSubject;
import org.prmonitor.testkit.ScriptedFeed;
import org.prmonitor.testkit.ScriptedProcess;

/** Exits, each of another process; now and then one with a code of its own. */
final class Exits implements ScriptedFeed.Factory {

    /** Every so many events there is a rare one. */
    static final int RARE_INTERVAL = 1 << 10;

    /** The exit code of a rare one; the others have 0. */
    static final int RARE_CODE = 77;

    @Override
    public MonitorEvent create(long number, EventHeader header) {
        var subject = ProcessSubject.of(new ProcessKey(ScriptedProcess.BOOT, number, 1));
        return new ProcessExited(header, subject, number % RARE_INTERVAL == 0 ? RARE_CODE : 0, null, null, null, null);
    }
}
