package org.prmonitor.nativeaccess.internal.linux.bpf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.prmonitor.nativeaccess.internal.linux.bpf.BtfBuilder.field;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.api.channel.ChannelException;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

class BtfTest {

    @Test
    void everyKindIsSteppedOver() {
        var builder = new BtfBuilder();
        builder.unsigned(4);
        builder.pointer(1);
        builder.array(1, 7);
        builder.struct("s", 8, field("a", 1, 0), field("b", 1, 4));
        builder.composite(Btf.UNION, "u", 4, field("a", 1, 0));
        builder.type("e", Btf.ENUM, 2, false, 4, 0, 1, 0, 2);
        builder.type("f", Btf.FWD, 0, false, 0);
        builder.modifier(Btf.TYPEDEF, "t", 4);
        builder.modifier(Btf.VOLATILE, "", 8);
        builder.modifier(Btf.CONST, "", 9);
        builder.modifier(Btf.RESTRICT, "", 10);
        builder.type("fn", Btf.FUNC, 0, false, 13);
        builder.type("", Btf.FUNC_PROTO, 2, false, 0, 0, 1, 0, 1);
        builder.type("v", Btf.VAR, 0, false, 1, 1);
        builder.type(".data", Btf.DATASEC, 1, false, 4, 14, 0, 4);
        builder.type("double", Btf.FLOAT, 0, false, 8);
        builder.type("tag", Btf.DECL_TAG, 0, false, 4, -1);
        builder.type("tag", Btf.TYPE_TAG, 0, false, 1);
        builder.type("e64", Btf.ENUM64, 1, false, 8, 0, 1, 0);
        builder.struct("last", 3);
        var btf = builder.build("s", "last", "t", "fn");
        assertEquals(21, btf.count());
        assertEquals(List.of(20), btf.named("last"));
        assertEquals(List.of(4), btf.named("s"));
        assertEquals(List.of(), btf.named("fn"), "a function is no type that a field could have");
        assertEquals(4, btf.resolve(11));
        assertEquals(28, btf.size(3));
        assertEquals(8, btf.size(2));
        assertEquals("struct s", btf.describe(4));
    }

    @Test
    void kindThatIsNotKnownIsRefused() {
        var builder = new BtfBuilder();
        builder.type("new", 20, 0, false, 0);
        assertThrows(MalformedObjectException.class, builder::build);
    }

    @Test
    void cutAnywhereIsRefused() {
        var builder = new BtfBuilder();
        builder.struct("s", 8, field("a", builder.unsigned(4), 0));
        var bytes = builder.bytes();
        for (var length = 0; length < bytes.length; length++) {
            var cut = Arrays.copyOf(bytes, length);
            assertThrows(MalformedObjectException.class, () -> Btf.parse("cut", cut, Set.of()));
        }
    }

    /** Whatever the bytes are, every question has an answer or the one exception. */
    @Property
    void damagedTypesAnswerOrRefuse(@ForAll @IntRange(max = 400) int place, @ForAll byte value, @ForAll @IntRange(max = 30) int id) {
        var builder = new BtfBuilder();
        var number = builder.unsigned(4);
        var array = builder.array(number, 3);
        var inner = builder.struct("inner", 12, field("x", array, 0));
        var typedef = builder.modifier(Btf.TYPEDEF, "inner_t", inner);
        builder.struct("outer", 24, field("a", typedef, 0), field("", builder.pointer(typedef), 16));
        var bytes = builder.bytes();
        bytes[place % bytes.length] = value;
        try {
            var btf = Btf.parse("damaged", bytes, Set.of("outer", "inner"));
            ask(() -> btf.size(id));
            ask(() -> btf.resolve(id));
            ask(() -> btf.describe(id).length());
            ask(() -> btf.member(id, 1).name().length());
            ask(() -> btf.isSigned(id) || btf.isShifted(id) ? 1 : 0);
            ask(() -> btf.elements(id) + btf.elementType(id));
            ask(() -> btf.referred(id));
        } catch (MalformedObjectException refused) {
            assertTrue(String.valueOf(refused.getMessage()).length() > 10);
        }
    }

    @Test
    @Requires(Requirement.EBPF)
    void runningKernelHasWhatEveryKernelHas() throws Exception {
        var kernel = KernelBtf.load(Set.of("task_struct", KernelBtf.typeOf("sched_process_exit")));
        assertTrue(kernel.btf().count() > 10_000);
        assertEquals(1, kernel.btf().named("task_struct").size());
        assertTrue(kernel.btf().size(kernel.btf().named("task_struct").get(0)) > 1_000);
        assertTrue(Set.of(2, 3).contains(kernel.tracepointParameters("sched_process_exit")));
        assertEquals(0, kernel.tracepoint("sched_process_nonsense"));
        assertEquals(0, kernel.tracepointParameters("sched_process_nonsense"));
    }

    @Test
    void kernelWithoutTypesIsNamedWithWhatItNeeds(@TempDir Path folder) throws Exception {
        var absent = folder.resolve("vmlinux");
        var failure = assertThrows(ChannelException.class, () -> KernelBtf.load(absent, Set.of()));
        assertTrue(failure.describe().contains(absent + " (No such file or directory); use a kernel built with"), failure::describe);
        assertTrue(failure.describe().contains("CONFIG_DEBUG_INFO_BTF=y"), failure::describe);
        Files.write(absent, new byte[100]);
        var damaged = assertThrows(ChannelException.class, () -> KernelBtf.load(absent, Set.of()));
        assertTrue(damaged.describe().endsWith("vmlinux is no little-endian BTF of version 1"), damaged::describe);
    }

    private static void ask(LongSupplier question) {
        try {
            question.getAsLong();
        } catch (MalformedObjectException refused) {
            assertTrue(String.valueOf(refused.getMessage()).length() > 10);
        }
    }
}
