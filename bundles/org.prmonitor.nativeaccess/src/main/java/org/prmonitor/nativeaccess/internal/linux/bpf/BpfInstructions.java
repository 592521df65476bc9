package org.prmonitor.nativeaccess.internal.linux.bpf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A program's instructions, to be patched: 8 bytes each, code, registers, 16-bit offset, 32-bit immediate; RFC 9669. Offsets
 * are in bytes from the program's start. Not thread-safe.
 */
final class BpfInstructions {

    static final int SIZE = 8;

    /** {@code BPF_PSEUDO_MAP_FD}: the immediate is a map's descriptor. */
    static final int PSEUDO_MAP_FD = 1;

    /** {@code BPF_PSEUDO_MAP_VALUE}: the address of a byte of a map's first value. */
    static final int PSEUDO_MAP_VALUE = 2;

    /** What libbpf calls where a relocation failed: no such helper, so the verifier refuses it only if it can be reached. */
    static final int POISON_HELPER = 195_896_080;

    private static final int CLASS_LD = 0;
    private static final int CLASS_LDX = 1;
    private static final int CLASS_ST = 2;
    private static final int CLASS_STX = 3;
    private static final int CLASS_ALU = 4;
    private static final int CLASS_ALU64 = 7;
    private static final int SOURCE_REGISTER = 0x08;
    private static final int LOAD_64_BIT_IMMEDIATE = 0x18;
    private static final int CALL = 0x85;
    private static final int[] SIZE_OF_CODE = {4, 2, 1, 8};

    private final String name;
    private final ByteBuffer code;

    BpfInstructions(String name, byte[] code) {
        if (code.length == 0 || code.length % SIZE != 0) {
            throw new MalformedObjectException("program " + name + " has " + code.length + " bytes, no whole number of instructions");
        }
        this.name = name;
        this.code = ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN);
    }

    BpfInstructions copy() {
        return new BpfInstructions(name, bytes());
    }

    byte[] bytes() {
        return code.array().clone();
    }

    int count() {
        return code.capacity() / SIZE;
    }

    /** Whether the 16 bytes there load a 64-bit immediate. */
    boolean isLoadImmediate64(int offset) {
        check(offset, SIZE);
        return opcode(offset) == LOAD_64_BIT_IMMEDIATE && offset <= code.capacity() - 2 * SIZE;
    }

    /** The first half of a 64-bit immediate. */
    int immediate(int offset) {
        check(offset, SIZE);
        return code.getInt(offset + 4);
    }

    /** Makes a 64-bit immediate stand for a map, or a place in its value. */
    void putMap(int offset, int pseudoSource, int descriptor, int valueOffset) {
        if (!isLoadImmediate64(offset)) {
            throw new MalformedObjectException("program " + name + " loads no map at byte " + offset);
        }
        code.put(offset + 1, (byte) (code.get(offset + 1) & 0x0f | pseudoSource << 4));
        code.putInt(offset + 4, descriptor);
        code.putInt(offset + SIZE + 4, valueOffset);
    }

    /**
     * Puts the running kernel's value in the place of the compiler's, as libbpf's {@code bpf_core_patch_insn} does.
     *
     * @param expected what the compiler put there; something else means that the object is not what it was
     * @return false where the instruction cannot hold the value
     */
    boolean putRelocated(int offset, long expected, long value) {
        check(offset, SIZE);
        return switch (opcode(offset) & 7) {
            case CLASS_ALU, CLASS_ALU64 -> putImmediate(offset, expected, value);
            case CLASS_LDX, CLASS_ST, CLASS_STX -> putOffset(offset, expected, value);
            case CLASS_LD -> putImmediate64(offset, expected, value);
            default -> throw new MalformedObjectException("program " + name + " has nothing to relocate at byte " + offset);
        };
    }

    /** Whether the instruction reads or writes memory: it then depends on the field's size too. */
    boolean isMemoryAccess(int offset) {
        check(offset, SIZE);
        var instructionClass = opcode(offset) & 7;
        return instructionClass == CLASS_LDX || instructionClass == CLASS_ST || instructionClass == CLASS_STX;
    }

    /**
     * Changes how many bytes a load reads.
     *
     * @return false where no instruction reads so many
     */
    boolean resize(int offset, long expectedBytes, long bytes) {
        var current = opcode(offset);
        if (SIZE_OF_CODE[current >> 3 & 3] != expectedBytes) {
            throw new MalformedObjectException("program " + name + " does not access " + expectedBytes + " bytes at byte " + offset);
        }
        for (var sizeCode = 0; sizeCode < SIZE_OF_CODE.length; sizeCode++) {
            if (SIZE_OF_CODE[sizeCode] == bytes) {
                code.put(offset, (byte) (current & ~0x18 | sizeCode << 3));
                return true;
            }
        }
        return false;
    }

    /** Makes the instruction one that the verifier refuses if it can be reached. */
    void poison(int offset) {
        var instructions = isLoadImmediate64(offset) ? 2 : 1;
        for (var index = 0; index < instructions; index++) {
            code.putInt(offset + index * SIZE, CALL);
            code.putInt(offset + index * SIZE + 4, POISON_HELPER);
        }
    }

    private boolean putImmediate(int offset, long expected, long value) {
        if ((opcode(offset) & SOURCE_REGISTER) != 0) {
            throw new MalformedObjectException("program " + name + " has no immediate at byte " + offset);
        }
        expect(offset, expected, immediate(offset));
        if (value != (int) value) {
            return false;
        }
        code.putInt(offset + 4, (int) value);
        return true;
    }

    private boolean putOffset(int offset, long expected, long value) {
        expect(offset, expected, code.getShort(offset + 2));
        if (value < 0 || value > Short.MAX_VALUE) {
            return false;
        }
        code.putShort(offset + 2, (short) value);
        return true;
    }

    private boolean putImmediate64(int offset, long expected, long value) {
        if (!isLoadImmediate64(offset)) {
            throw new MalformedObjectException("program " + name + " has nothing to relocate at byte " + offset);
        }
        expect(offset, expected, immediate(offset) & 0xffff_ffffL | (long) immediate(offset + SIZE) << 32);
        code.putInt(offset + 4, (int) value);
        code.putInt(offset + SIZE + 4, (int) (value >> 32));
        return true;
    }

    private void expect(int offset, long expected, long found) {
        if (expected != found) {
            throw new MalformedObjectException(
                    "program " + name + " has " + found + " at byte " + offset + " where its relocation says " + expected);
        }
    }

    private int opcode(int offset) {
        return code.get(offset) & 0xff;
    }

    private void check(int offset, int bytes) {
        if (offset < 0 || offset % SIZE != 0 || offset > code.capacity() - bytes) {
            throw new MalformedObjectException("program " + name + " has no instruction at byte " + offset);
        }
    }
}
