package org.prmonitor.bench.internal.jvm.benchmark;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.bench.internal.host.FedProcesses;
import org.prmonitor.nativeaccess.internal.linux.BootTimeline;
import org.prmonitor.nativeaccess.internal.linux.ebpf.LinuxWireDecoder;
import org.prmonitor.nativeaccess.internal.wire.WireLayout;

/**
 * Starts and exits in turn, each pair of another process, as they lie in the kernel's ring: the records of {@code driver/bench/feed.bpf.c},
 * 160 and 80 bytes, a command line of four words, no two alike. Read only; any thread.
 */
final class WireRecords {

    /** The channel that events name. */
    static final String CHANNEL = "bench-records";

    private static final byte[] IMAGE = "/usr/bin/python3.11".getBytes(StandardCharsets.US_ASCII);
    private static final int STARTED_BYTES = 160;
    private static final long START_TIME = 5_000_000_000L;
    private static final long LIFETIME = 1_500_000;

    private final ByteBuffer memory;
    private final int count;

    /** @param count how many, a power of two from 2 on */
    WireRecords(int count) {
        this.count = count;
        // Off the heap, as the ring is.
        memory = ByteBuffer.allocateDirect(count / 2 * (STARTED_BYTES + WireLayout.EXITED_SIZE)).order(ByteOrder.LITTLE_ENDIAN);
        for (var number = 0; number < count; number++) {
            write(number);
        }
    }

    /** How many. */
    int count() {
        return count;
    }

    /** All of them, one after the other, little-endian. */
    ByteBuffer memory() {
        return memory;
    }

    /** Where the record of this number begins, modulo their count: even for a start, odd for the exit of the same process. */
    int offset(long number) {
        var index = (int) number & count - 1;
        return (index >> 1) * (STARTED_BYTES + WireLayout.EXITED_SIZE) + ((index & 1) == 0 ? 0 : STARTED_BYTES);
    }

    /** Its length in bytes. */
    int length(long number) {
        return (number & 1) == 0 ? STARTED_BYTES : WireLayout.EXITED_SIZE;
    }

    /** A decoder as the channel has it. One thread. */
    static LinuxWireDecoder decoder() {
        return new LinuxWireDecoder(CHANNEL, 0x5eed_b007L, new Timeline());
    }

    /** All of them, decoded. */
    MonitorEvent[] events() {
        var decoder = decoder();
        var events = new MonitorEvent[count];
        try {
            for (var number = 0; number < count; number++) {
                events[number] = decoder.decode(memory, offset(number), length(number), number + 1);
            }
        } catch (ChannelException unlike) {
            throw new IllegalStateException(unlike.describe(), unlike);
        }
        return events;
    }

    private void write(int number) {
        var offset = offset(number);
        var process = (int) FedProcesses.FIRST + (number >> 1);
        var start = START_TIME + number * 1_000L;
        var isStart = (number & 1) == 0;
        memory.putInt(offset, length(number));
        memory.put(offset + WireLayout.HEADER_TYPE, (byte) (isStart ? WireLayout.PROCESS_STARTED : WireLayout.PROCESS_EXITED));
        memory.put(offset + WireLayout.HEADER_VERSION, (byte) WireLayout.VERSION);
        memory.putLong(offset + WireLayout.HEADER_TIME, isStart ? start : start + LIFETIME);
        memory.putLong(offset + WireLayout.SUBJECT_START_TIME, isStart ? start : start - 1_000L);
        memory.putInt(offset + WireLayout.SUBJECT_PROCESS_ID, process);
        memory.putInt(offset + WireLayout.SUBJECT_THREAD_ID, process);
        memory.putInt(offset + WireLayout.SUBJECT_USER_ID, 1_000);
        memory.putInt(offset + WireLayout.SUBJECT_GROUP_ID, 1_000);
        memory.putInt(offset + WireLayout.SUBJECT_SESSION_ID, (int) FedProcesses.FIRST);
        memory.putLong(offset + WireLayout.PARENT_START_TIME, START_TIME);
        memory.putInt(offset + WireLayout.PARENT_PROCESS_ID, (int) FedProcesses.FIRST);
        if (isStart) {
            writeTexts(offset, process);
        }
    }

    private void writeTexts(int offset, int process) {
        var words = "python3.11\0/opt/fleet/worker.py\0--job=%08x\0--verbose=yes\0".formatted(process).getBytes(StandardCharsets.US_ASCII);
        memory.putShort(offset + WireLayout.STARTED_IMAGE_LENGTH, (short) IMAGE.length);
        memory.putShort(offset + WireLayout.STARTED_ARGUMENTS_LENGTH, (short) words.length);
        memory.put(offset + WireLayout.STARTED_SIZE, IMAGE);
        memory.put(offset + WireLayout.STARTED_SIZE + IMAGE.length, words);
    }

    /** As the channel's, with an offset that nobody measures again. */
    private static final class Timeline implements BootTimeline {

        private static final long OFFSET = 1_767_225_600_000_000_000L;

        @Override
        public Instant instant(long bootNanos) {
            var nanos = bootNanos + OFFSET;
            return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
        }

        @Override
        public Instant now() {
            return instant(START_TIME);
        }
    }
}
