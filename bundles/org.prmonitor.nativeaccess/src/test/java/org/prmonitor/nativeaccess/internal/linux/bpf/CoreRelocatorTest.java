package org.prmonitor.nativeaccess.internal.linux.bpf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.prmonitor.nativeaccess.internal.linux.bpf.BtfBuilder.field;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoreRelocatorTest {

    /** {@code r1 = *(u32 *)(r2 + offset)}, and the same for 64, 16 and 8 bits. */
    private static final int LOAD_32 = 0x61;

    private static final int LOAD_64 = 0x79;
    private static final int LOAD_16 = 0x69;

    /** {@code r1 += immediate}, {@code r1 = immediate}, {@code r1 = 64-bit immediate}. */
    private static final int ADD = 0x07;

    private static final int MOVE = 0xb7;
    private static final int LOAD_IMMEDIATE = 0x18;

    private final BtfBuilder own = new BtfBuilder();
    private final BtfBuilder kernel = new BtfBuilder();

    @Test
    void offsetOfAFieldThatMoved() {
        var root = own.struct("task", 8, field("pid", own.signed(4), 4));
        kernel.struct("task", 900, field("other", kernel.signed(4), 0), field("pid", kernel.signed(4), 808));
        assertEquals(808, offset(relocate(root, "0:0", CoreRelocation.FIELD_BYTE_OFFSET, LOAD_32, 4)));
    }

    @Test
    void fieldInUnnamedMembersIsFoundByItsName() {
        var root = own.struct("task", 4, field("val", own.unsigned(4), 0));
        var number = kernel.unsigned(4);
        var inner = kernel.struct("", 8, field("pad", number, 0), field("val", number, 4));
        var middle = kernel.composite(Btf.UNION, "", 8, field("", inner, 0), field("raw", number, 0));
        kernel.struct("task", 24, field("", middle, 16));
        assertEquals(20, offset(relocate(root, "0:0", CoreRelocation.FIELD_BYTE_OFFSET, LOAD_32, 0)));
    }

    @Test
    void ownUnnamedMembersDoNotCountEither() {
        var number = own.unsigned(4);
        var inner = own.struct("", 8, field("pad", number, 0), field("val", number, 4));
        var root = own.struct("task", 8, field("", inner, 0));
        kernel.struct("task", 24, field("val", kernel.unsigned(4), 12));
        assertEquals(12, offset(relocate(root, "0:0:1", CoreRelocation.FIELD_BYTE_OFFSET, LOAD_32, 4)));
    }

    @Test
    void nestedStructuresArraysAndTypedefs() {
        var number = own.signed(4);
        var element = own.struct("upid", 8, field("pad", number, 0), field("nr", number, 4));
        var numbers = own.array(own.modifier(Btf.TYPEDEF, "upid_t", element), 4);
        var root = own.struct("pid", 32, field("numbers", own.modifier(Btf.CONST, "", numbers), 0));
        var there = kernel.signed(4);
        var bigger = kernel.struct("upid", 16, field("ns", kernel.pointer(there), 0), field("nr", there, 8));
        kernel.struct("pid", 100, field("count", there, 0), field("numbers", kernel.array(bigger, 0), 32));
        // An array of no elements ends its structure and is as long as there is room.
        assertEquals(32 + 2 * 16 + 8, offset(relocate(root, "0:0:2:1", CoreRelocation.FIELD_BYTE_OFFSET, LOAD_32, 20)));
    }

    @Test
    void elementOutsideTheKernelsArrayIsNotThere() {
        var root = own.struct("s", 16, field("pids", own.array(own.unsigned(4), 4), 0));
        kernel.struct("s", 8, field("pids", kernel.array(kernel.unsigned(4), 2), 0));
        assertPoisoned(root, "0:0:3", LOAD_32, 12, "struct s.pids[3] is not in this kernel");
        assertEquals(4, offset(relocate(root, "0:0:1", CoreRelocation.FIELD_BYTE_OFFSET, LOAD_32, 4)));
    }

    @Test
    void flavourIsNoPartOfTheName() {
        var root = own.struct("task___old", 4, field("state", own.unsigned(4), 0));
        kernel.struct("task", 64, field("state", kernel.unsigned(4), 24));
        assertEquals(24, offset(relocate(root, "0:0", CoreRelocation.FIELD_BYTE_OFFSET, LOAD_32, 0)));
    }

    @ParameterizedTest
    @CsvSource({"task___old,task", "task,task", "__u32,__u32", "a____b,a____b", "x___y___z,x___y", "____x,____x", "a___,a___"})
    void essentialName(String name, String essential) {
        assertEquals(essential, CoreRelocator.essentialName(name));
    }

    @Test
    void loadReadsAsManyBytesAsTheFieldHasHere() {
        var root = own.struct("s", 8, field("flags", own.unsigned(4), 0), field("next", own.pointer(0), 0));
        kernel.struct("s", 32, field("flags", kernel.unsigned(8), 16), field("next", kernel.pointer(0), 24));
        var instruction = relocate(root, "0:0", CoreRelocation.FIELD_BYTE_OFFSET, LOAD_32, 0);
        assertEquals(16, offset(instruction));
        assertEquals(LOAD_64, instruction[0]);
        assertEquals(LOAD_64, relocate(root, "0:1", CoreRelocation.FIELD_BYTE_OFFSET, LOAD_64, 0)[0]);
    }

    @Test
    void signedFieldOfAnotherSizeIsRefused() {
        var root = own.struct("s", 4, field("code", own.signed(4), 0));
        kernel.struct("s", 8, field("code", kernel.signed(8), 0));
        assertPoisoned(root, "0:0", LOAD_32, 0, "struct s.code has 8 bytes in this kernel, not 4");
    }

    @Test
    void instructionThatDoesNotFitItsRelocationMeansADamagedObject() {
        var root = own.struct("s", 8, field("code", own.unsigned(4), 4));
        kernel.struct("s", 8, field("code", kernel.unsigned(8), 0));
        assertThrows(MalformedObjectException.class, () -> relocate(root, "0:0", CoreRelocation.FIELD_BYTE_OFFSET, LOAD_16, 4));
        assertThrows(MalformedObjectException.class, () -> relocate(root, "0:0", CoreRelocation.FIELD_BYTE_OFFSET, ADD, 5));
        assertThrows(MalformedObjectException.class, () -> relocate(root, "0:0", CoreRelocation.FIELD_BYTE_OFFSET, 0x95, 4));
    }

    @Test
    void missingFieldPoisonsAndIsNamed() {
        var root = own.struct("signal", 8, field("live", own.unsigned(4), 4));
        kernel.struct("signal", 8, field("alive", kernel.unsigned(4), 4));
        assertPoisoned(root, "0:0", LOAD_32, 4, "struct signal.live is not in this kernel");
        assertPoisoned(root, "0:0", LOAD_IMMEDIATE, 4, "struct signal.live is not in this kernel");
    }

    @Test
    void fieldOfAnotherSortIsNotTheField() {
        var root = own.struct("s", 4, field("x", own.unsigned(4), 0));
        kernel.struct("s", 8, field("x", kernel.pointer(0), 0));
        assertPoisoned(root, "0:0", LOAD_32, 0, "struct s.x is not in this kernel");
    }

    @Test
    void existenceAndSize() {
        var root = own.struct("s", 8, field("here", own.unsigned(4), 0), field("gone", own.unsigned(4), 4));
        kernel.struct("s", 8, field("here", kernel.unsigned(8), 0));
        assertEquals(1, immediate(relocate(root, "0:0", CoreRelocation.FIELD_EXISTS, MOVE, 1)));
        assertEquals(0, immediate(relocate(root, "0:1", CoreRelocation.FIELD_EXISTS, MOVE, 1)));
        assertEquals(8, immediate(relocate(root, "0:0", CoreRelocation.FIELD_BYTE_SIZE, MOVE, 4)));
        assertEquals(8, immediate(relocate(root, "0:0", CoreRelocation.FIELD_BYTE_SIZE, LOAD_IMMEDIATE, 4)));
    }

    @Test
    void offsetTooLargeForTheInstructionPoisons() {
        var root = own.struct("s", 4, field("x", own.unsigned(4), 0));
        kernel.struct("s", 1 << 20, field("x", kernel.unsigned(4), 40_000));
        assertPoisoned(root, "0:0", LOAD_32, 0, "struct s.x needs 40000, which the instruction cannot hold");
        assertEquals(40_000, immediate(relocate(root, "0:0", CoreRelocation.FIELD_BYTE_OFFSET, ADD, 0)));
    }

    @Test
    void bitFieldInTheKernelPoisons() {
        var root = own.struct("s", 4, field("x", own.unsigned(4), 0));
        kernel.struct("s", 4, new BtfBuilder.Field("x", kernel.unsigned(4), 3, 5));
        assertPoisoned(root, "0:0", LOAD_32, 0, "struct s.x is a bit field in this kernel");
    }

    @Test
    void typesOfOneNameHaveToAgree() {
        var root = own.struct("s", 4, field("x", own.unsigned(4), 0));
        kernel.struct("s", 4, field("y", kernel.unsigned(4), 0));
        kernel.struct("s", 16, field("x", kernel.unsigned(4), 8));
        kernel.struct("s", 24, field("x", kernel.unsigned(4), 8));
        assertEquals(8, offset(relocate(root, "0:0", CoreRelocation.FIELD_BYTE_OFFSET, LOAD_32, 0)));
        kernel.struct("s", 24, field("x", kernel.unsigned(4), 16));
        assertThrows(MalformedObjectException.class, () -> relocate(root, "0:0", CoreRelocation.FIELD_BYTE_OFFSET, LOAD_32, 0));
    }

    @Test
    void circlesEnd() {
        var typedef = own.modifier(Btf.TYPEDEF, "loop", 1);
        assertEquals(1, typedef);
        assertThrows(MalformedObjectException.class, () -> relocate(typedef, "0:0", CoreRelocation.FIELD_EXISTS, MOVE, 1));
        var array = own.array(2, 3);
        assertEquals(2, array);
        assertThrows(MalformedObjectException.class, () -> own.build().size(array));
        var root = own.struct("s", 4, field("x", own.unsigned(4), 0));
        kernel.struct("s", 4, field("", 1, 0));
        assertThrows(MalformedObjectException.class, () -> relocate(root, "0:0", CoreRelocation.FIELD_EXISTS, MOVE, 1));
    }

    @ParameterizedTest
    @CsvSource({"''", "0:", "0:9", "x", "0:-1", "0:99999999999", ":"})
    void accessThatIsNoneIsRefused(String access) {
        var root = own.struct("s", 4, field("x", own.unsigned(4), 0));
        assertThrows(MalformedObjectException.class, () -> relocate(root, access, CoreRelocation.FIELD_EXISTS, MOVE, 1));
    }

    @Test
    void unknownKindIsRefusedByName() {
        var root = own.struct("s", 4, field("x", own.unsigned(4), 0));
        var failure = assertThrows(MalformedObjectException.class, () -> relocate(root, "0:0", 12, MOVE, 1));
        assertEquals("CO-RE relocation of kind 12 for struct s.x, which this loader does not know", failure.getMessage());
    }

    private void assertPoisoned(int root, String access, int opcode, int local, String reason) {
        var unresolved = new ArrayList<String>();
        var code = relocate(root, access, CoreRelocation.FIELD_BYTE_OFFSET, opcode, local, unresolved);
        assertEquals(List.of(reason), unresolved);
        for (var at = 0; at < code.length; at += 8) {
            assertEquals(0x85, code[at] & 0xff);
            assertEquals(BpfInstructions.POISON_HELPER, ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN).getInt(at + 4));
        }
    }

    private byte[] relocate(int root, String access, int kind, int opcode, int local) {
        var unresolved = new ArrayList<String>();
        var code = relocate(root, access, kind, opcode, local, unresolved);
        assertTrue(unresolved.isEmpty(), unresolved::toString);
        return code;
    }

    /** One instruction, relocated; {@code local} is what the compiler put into it. */
    private byte[] relocate(int root, String access, int kind, int opcode, int local, List<String> unresolved) {
        var code = ByteBuffer.allocate(opcode == LOAD_IMMEDIATE ? 16 : 8).order(ByteOrder.LITTLE_ENDIAN).put((byte) opcode);
        if ((opcode & 7) == 1) {
            code.putShort(2, (short) local);
        } else {
            code.putInt(4, local);
        }
        var program = new BpfInstructions("test", code.array());
        var names = new String[] {"task", "pid", "s", "signal"};
        var relocator = new CoreRelocator(own.build(), kernel.build(names));
        relocator.relocate(program, 0, new CoreRelocation(0, root, access, kind));
        unresolved.addAll(relocator.unresolved());
        return program.bytes();
    }

    private static int offset(byte[] instruction) {
        return ByteBuffer.wrap(instruction).order(ByteOrder.LITTLE_ENDIAN).getShort(2);
    }

    private static int immediate(byte[] instruction) {
        return ByteBuffer.wrap(instruction).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
    }
}
