package org.prmonitor.nativeaccess.internal.linux.bpf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.channel.ChannelException;

class BpfObjectTest {

    private final byte[] image;

    BpfObjectTest() throws IOException {
        image = TestImage.bytes();
    }

    @Test
    void imageIsUnderstood() throws Exception {
        var object = BpfObject.parse("prmonitor.bpf.o", image);
        assertEquals(Set.of("prm_fork", "prm_exec", "prm_exit"), object.programs().keySet());
        assertEquals("sched_process_exec", program(object, "prm_exec").tracepoint());
        assertEquals(Set.of("prm_ring", "prm_scratch", "prm_counters", "prm_exited"), object.maps().keySet());
        assertEquals(new BpfMapDefinition("prm_ring", 27, 0, 0, 4 << 20, 0), object.maps().get("prm_ring"));
        assertEquals(new BpfMapDefinition("prm_counters", 2, 4, 16448, 1, 1 << 10), object.maps().get("prm_counters"));
        assertEquals(new BpfMapDefinition("prm_exited", 9, 16, 1, 4096, 0), object.maps().get("prm_exited"));
        assertEquals(Set.of("prm_types", "prm_excluded_process", "prm_exit_has_group_dead"), object.globals().keySet());
        assertTrue(object.kernelTypes().containsAll(Set.of("task_struct", "signal_struct", "btf_trace_sched_process_fork")));
    }

    /** The object's own types as the kernel's: nothing moves, so nothing may change. */
    @Test
    void relocatedAgainstItselfNothingChanges() throws Exception {
        var object = BpfObject.parse("prmonitor.bpf.o", image);
        var itself = ownTypes(image);
        for (var program : object.programs().values()) {
            assertTrue(program.coreRelocations().size() > 10);
            var unresolved = new ArrayList<String>();
            assertArrayEquals(
                    program.instructions().bytes(), object.relocate(program, itself, unresolved).bytes());
            assertTrue(unresolved.isEmpty(), unresolved::toString);
        }
    }

    @Test
    void imageCutAtAnyLengthIsRefused() {
        for (var length = 0; length < image.length; length++) {
            var cut = Arrays.copyOf(image, length);
            var failure = assertThrows(ChannelException.class, () -> BpfObject.parse("cut.o", cut), () -> "cut to " + cut.length);
            assertTrue(failure.describe().startsWith("reading cut.o: "), failure::describe);
            assertEquals("the bundle is damaged: install it again", failure.remedy());
        }
    }

    @Property(tries = 4000)
    void damagedImageIsUnderstoodOrRefused(
            @ForAll @IntRange(max = 30_000) int place, @ForAll byte value, @ForAll @IntRange(max = 30_000) int second, @ForAll int word) {
        var damaged = image.clone();
        damaged[place % damaged.length] = value;
        relocateOrRefuse(damaged);
        // Four bytes at once: lengths, offsets and counts become huge or negative.
        var at = second % (damaged.length - 4);
        for (var index = 0; index < 4; index++) {
            damaged[at + index] = (byte) (word >>> 8 * index);
        }
        relocateOrRefuse(damaged);
    }

    /** Every byte of the headers and tables once with each bit flipped. */
    @Test
    void flippedBitsAreUnderstoodOrRefused() {
        for (var place = 0; place < image.length; place++) {
            var original = image[place];
            image[place] ^= (byte) (1 << place % 8);
            relocateOrRefuse(image);
            image[place] = original;
        }
    }

    @Test
    void whatIsNoObjectIsRefusedAndSaysWhy() {
        assertRefused(new byte[64], "not a 64-bit little-endian ELF file");
        image[18] = 62;
        assertRefused(image, "not a relocatable object for eBPF");
    }

    /** Everything short of the kernel, where a damaged object must end in the one exception or not at all. */
    private static void relocateOrRefuse(byte[] bytes) {
        try {
            var object = BpfObject.parse("damaged.o", bytes);
            assertNotNull(object.kernelTypes());
            var kernel = ownTypes(bytes);
            for (var program : object.programs().values()) {
                object.relocate(program, kernel, new ArrayList<>());
            }
        } catch (ChannelException refused) {
            assertTrue(refused.describe().startsWith("reading damaged.o: "), refused::describe);
        }
    }

    /** The object's own types, with all names wanted that it looks for. */
    private static Btf ownTypes(byte[] bytes) throws ChannelException {
        try {
            var section = ElfObject.parse(new Binary("object", bytes)).section(".BTF").data();
            return Btf.parse(".BTF", section.copy(), BpfObject.parse("damaged.o", bytes).kernelTypes());
        } catch (MalformedObjectException e) {
            throw new ChannelException("reading damaged.o: " + e.getMessage(), 0, null, e);
        }
    }

    private static BpfProgram program(BpfObject object, String name) {
        return Objects.requireNonNull(object.programs().get(name));
    }

    private static void assertRefused(byte[] bytes, String reason) {
        var failure = assertThrows(ChannelException.class, () -> BpfObject.parse("x.o", bytes));
        assertEquals("reading x.o: " + reason, failure.getMessage());
    }
}
