package org.prmonitor.nativeaccess.internal.linux.bpf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.event.ProcessEvent;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessForked;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.nativeaccess.internal.linux.BootClock;
import org.prmonitor.nativeaccess.internal.linux.BootId;
import org.prmonitor.nativeaccess.internal.linux.LinuxLibrary;
import org.prmonitor.nativeaccess.internal.linux.MappedMemory;
import org.prmonitor.nativeaccess.internal.linux.ebpf.LinuxWireDecoder;
import org.prmonitor.nativeaccess.internal.linux.ring.RingReader;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

/** The same object, loaded by libbpf and by us: the same instructions and the same events. */
@Requires({Requirement.EBPF, Requirement.ROOT, Requirement.LIBBPF})
class LibbpfOracleTest {

    private static final List<String> PROGRAMS = List.of("prm_exit", "prm_exec", "prm_fork");
    private static final List<String> MAPS = List.of("prm_ring", "prm_scratch", "prm_counters", "prm_exited", ".rodata");
    private static final int RING_BYTES = 1 << 20;

    private final LinuxLibrary library;
    private final BpfObject object;
    private final BpfLoader loader;

    LibbpfOracleTest() throws Exception {
        library = LinuxLibrary.load();
        object = BpfObject.parse("prmonitor.bpf.o", TestImage.bytes());
        loader = new BpfLoader(library, object, KernelBtf.loadFor(object)).mapEntries("prm_ring", RING_BYTES);
    }

    @Test
    void instructionsAreTheSame() throws Exception {
        try (var oracle = new Libbpf(TestImage.FILE);
                var loaded = loader.load(PROGRAMS)) {
            oracle.load();
            var ownMaps = new HashMap<Integer, String>();
            var theirMaps = new HashMap<Integer, String>();
            for (var map : MAPS) {
                ownMaps.put(loaded.map(map).number(), map);
                theirMaps.put(oracle.descriptor(map), map);
            }
            for (var program : object.programs().values()) {
                var unresolved = new ArrayList<String>();
                var own = describe(loader.link(program, loaded, unresolved), ownMaps);
                assertTrue(unresolved.isEmpty(), unresolved::toString);
                assertTrue(own.stream().anyMatch(line -> line.contains("prm_ring")), own::toString);
                assertEquals(describe(oracle.instructions(program.name()), theirMaps), own);
            }
        }
    }

    @Test
    void eventsAreTheSame() throws Exception {
        var groupDead = loader.tracepointParameters("sched_process_exit") == 3;
        loader.global("prm_exit_has_group_dead", groupDead ? 1 : 0);
        try (var oracle = new Libbpf(TestImage.FILE);
                var loaded = loader.load(PROGRAMS)) {
            oracle.setMaxEntries("prm_ring", RING_BYTES);
            var global = Objects.requireNonNull(object.globals().get("prm_exit_has_group_dead"));
            oracle.setGlobal(global.offset(), (byte) (groupDead ? 1 : 0));
            oracle.load();
            PROGRAMS.forEach(oracle::attach);
            try (var own = new Reader(loaded.map("prm_ring").number());
                    var theirs = new Reader(oracle.descriptor("prm_ring"))) {
                var processes = new ArrayList<Long>();
                for (var code = 0; code < 20; code++) {
                    var process = new ProcessBuilder("/bin/sh", "-c", "exit " + code, "with blank\n", "").start();
                    process.waitFor();
                    processes.add(process.pid());
                }
                var ownEvents = own.drain(processes);
                // A fork, two images (the JVM starts processes through a helper) and an exit each.
                assertEquals(4 * processes.size(), ownEvents.size());
                assertEquals(theirs.drain(processes), ownEvents);
            }
        }
    }

    /** Instructions one by one, maps by name: their descriptors differ. */
    private static List<String> describe(byte[] code, Map<Integer, String> maps) {
        var buffer = ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN);
        var lines = new ArrayList<String>();
        for (var at = 0; at < code.length; at += BpfInstructions.SIZE) {
            var isMap = code[at] == 0x18 && (code[at + 1] & 0xf0) != 0;
            lines.add("%d: %02x %02x %d %s".formatted(
                    at / BpfInstructions.SIZE,
                    code[at],
                    code[at + 1],
                    buffer.getShort(at + 2),
                    isMap ? maps.get(buffer.getInt(at + 4)) : buffer.getInt(at + 4)));
        }
        return lines;
    }

    /** A ring of its own over a map's descriptor. */
    private final class Reader implements AutoCloseable {

        private final int pageSize = library.pageSize();
        private final MappedMemory consumer;
        private final MappedMemory producer;

        Reader(int ring) throws Exception {
            consumer = MappedMemory.map(library, "consumer", ring, pageSize, LinuxLibrary.PROT_READ | LinuxLibrary.PROT_WRITE, 0);
            producer = MappedMemory.map(library, "data", ring, pageSize + 2 * RING_BYTES, LinuxLibrary.PROT_READ, pageSize);
        }

        /** The events of some processes, without what must differ: time and number. */
        List<String> drain(List<Long> processes) throws Exception {
            var decoder = new LinuxWireDecoder("test", BootId.read(), new BootClock(library));
            var events = new ArrayList<String>();
            new RingReader(consumer.buffer(), producer.buffer(), pageSize).drain((memory, offset, length) -> {
                assertEquals(0, decoder.lost(memory, offset, length));
                var event = decoder.decode(memory, offset, length, 1);
                if (processes.contains(key(event).processId())) {
                    events.add(withoutTime(event));
                }
            });
            return events;
        }

        @Override
        public void close() {
            producer.close();
            consumer.close();
        }
    }

    private static ProcessKey key(MonitorEvent event) {
        return ((ProcessEvent) event).processKey();
    }

    private static String withoutTime(MonitorEvent event) {
        if (event instanceof ProcessStarted started) {
            return started.subject() + " " + started.parentKey() + started.creatorId() + started.imagePath() + started.commandLine();
        }
        if (event instanceof ProcessForked forked) {
            return forked.subject() + " " + forked.parentKey() + forked.creatorId();
        }
        var exited = (ProcessExited) event;
        return exited.subject() + " " + exited.exitCode() + exited.exitSignal();
    }
}
