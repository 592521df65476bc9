package org.prmonitor.shell.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.ImageLoaded;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.ProcessForked;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.RegistryChanged;
import org.prmonitor.api.event.RegistryData;
import org.prmonitor.api.event.RegistryOperation;

class EventLineTest {

    private final EventLine line = new EventLine(ZoneOffset.UTC);

    @Test
    void aStartShowsItsCommandLineHarmless() {
        assertEquals(
                "03:04:05.678  started       42  sh -c \\x1b[2J\\u202e\\nfoo\\\\bar (from 1)",
                line.format(Events.started(1, 42, "sh", "-c", "\u001b[2J\u202e\nfoo\\bar")));
    }

    @Test
    void aTruncatedCommandLineAndASnapshotSaySo() {
        var event = new ProcessStarted(
                Events.header(1), Events.subject(42), null, null, null, "/bin/sh",
                CommandLine.ofArgumentArea(new byte[] {'s', 'h', 0, 'a'}, true, false), true);
        assertEquals("03:04:05.678  started       42  sh a ... (ran before)", line.format(event));
    }

    @Test
    void anExitSaysHow() {
        assertEquals("03:04:05.678  exited        42  exit 1 after 1.2 s: x", line.format(Events.exited(1, 42, 1, null)));
        assertEquals("03:04:05.678  exited        42  killed by SIGKILL after 1.2 s: x", line.format(Events.exited(1, 42, null, 9)));
        assertEquals("03:04:05.678  exited        42  exit ? after 1.2 s: x", line.format(Events.exited(1, 42, null, null)));
    }

    @Test
    void aCopySaysOfWhom() {
        assertEquals(
                "03:04:05.678  forked        42  copy (from 7)",
                line.format(new ProcessForked(Events.header(1), Events.subject(42), 7L, null, null)));
    }

    @Test
    void anImageSaysWhichAndADriverHasNoProcess() {
        assertEquals(
                "03:04:05.678  loaded        42  \\\\a\\\\b.dll at 0x7ffb12340000, 4096 bytes, not signed",
                line.format(new ImageLoaded(Events.header(1), Events.subject(42), "\\a\\b.dll", 0x7ffb_1234_0000L, 4096, false)));
        assertEquals(
                "03:04:05.678  loaded         -  driver ? at 0xfffff80312340000, 4096 bytes",
                line.format(new ImageLoaded(Events.header(1), null, null, 0xffff_f803_1234_0000L, 4096, null)));
    }

    @Test
    void aChangeOfTheRegistrySaysWhatWasDoneHarmless() {
        assertEquals(
                "03:04:05.678  changed       42  value set: \\\\REGISTRY, Agent = REG_SZ \\x1b[2J",
                line.format(new RegistryChanged(
                        Events.header(1), Events.subject(42), RegistryOperation.VALUE_SET, "\\REGISTRY", false, null, "Agent",
                        RegistryData.ofText("\u001b[2J"), 0)));
    }

    @Test
    void aLossSaysWhereAndHowMany() {
        assertEquals("03:04:05.678  lost           -  12 events lost in the kernel, sequence 5 to 16", line.format(Events.lost(5, 16)));
        assertEquals(
                "03:04:05.678  lost           -  uncounted events lost in the kernel, sequence 5 to 5",
                line.format(new EventsLost(Events.header(5), null, 5, 5, LossPlace.KERNEL)));
    }
}
