package org.prmonitor.nativeaccess.internal.linux.bpf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes type information, type by type; every method returns the id of what it added. */
final class BtfBuilder {

    /** @param bitOffset from the structure's start */
    record Field(String name, int type, int bitOffset, int bitSize) {}

    private final List<Integer> words = new ArrayList<>();
    private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
    private int count;

    BtfBuilder() {
        strings.write(0);
    }

    static Field field(String name, int type, int byteOffset) {
        return new Field(name, type, 8 * byteOffset, 0);
    }

    int unsigned(int bytes) {
        return type("u" + 8 * bytes, Btf.INT, 0, false, bytes, 8 * bytes);
    }

    int signed(int bytes) {
        return type("s" + 8 * bytes, Btf.INT, 0, false, bytes, 1 << 24 | 8 * bytes);
    }

    int pointer(int target) {
        return type("", Btf.PTR, 0, false, target);
    }

    int modifier(int kind, String name, int target) {
        return type(name, kind, 0, false, target);
    }

    int array(int element, int elements) {
        return type("", Btf.ARRAY, 0, false, 0, element, 0, elements);
    }

    int composite(int kind, String name, int bytes, Field... fields) {
        var bitFields = false;
        for (var field : fields) {
            bitFields |= field.bitSize != 0;
        }
        var rest = new int[1 + 3 * fields.length];
        rest[0] = bytes;
        for (var index = 0; index < fields.length; index++) {
            rest[3 * index + 1] = string(fields[index].name);
            rest[3 * index + 2] = fields[index].type;
            rest[3 * index + 3] = fields[index].bitOffset | (bitFields ? fields[index].bitSize << 24 : 0);
        }
        return type(name, kind, fields.length, bitFields, rest);
    }

    int struct(String name, int bytes, Field... fields) {
        return composite(Btf.STRUCT, name, bytes, fields);
    }

    /** A type of any kind: the third word, and what follows. */
    int type(String name, int kind, int length, boolean flag, int... rest) {
        words.add(string(name));
        words.add(kind << 24 | length | (flag ? 1 << 31 : 0));
        for (var word : rest) {
            words.add(word);
        }
        return ++count;
    }

    byte[] bytes() {
        var types = 4 * words.size();
        var buffer = ByteBuffer.allocate(24 + types + strings.size()).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putShort((short) 0xeb9f).put((byte) 1).put((byte) 0).putInt(24);
        buffer.putInt(0).putInt(types).putInt(types).putInt(strings.size());
        words.forEach(buffer::putInt);
        return buffer.put(strings.toByteArray()).array();
    }

    Btf build(String... wanted) {
        return Btf.parse("test", bytes(), Set.of(wanted));
    }

    private int string(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        var offset = strings.size();
        strings.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        strings.write(0);
        return offset;
    }
}
