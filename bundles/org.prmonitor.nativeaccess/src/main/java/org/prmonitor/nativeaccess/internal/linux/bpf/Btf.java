package org.prmonitor.nativeaccess.internal.linux.bpf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Type information, as the kernel's {@code Documentation/bpf/btf.rst} has it. The kernel's own has some 150,000 types, of
 * which a program names a dozen: one pass notes where each type begins and which bear a wanted name, and nothing else is
 * looked at before it is asked for. Every access is checked, so that no bytes can lead outside.
 */
final class Btf {

    static final int VOID = 0;
    static final int INT = 1;
    static final int PTR = 2;
    static final int ARRAY = 3;
    static final int STRUCT = 4;
    static final int UNION = 5;
    static final int ENUM = 6;
    static final int FWD = 7;
    static final int TYPEDEF = 8;
    static final int VOLATILE = 9;
    static final int CONST = 10;
    static final int RESTRICT = 11;
    static final int FUNC = 12;
    static final int FUNC_PROTO = 13;
    static final int VAR = 14;
    static final int DATASEC = 15;
    static final int FLOAT = 16;
    static final int DECL_TAG = 17;
    static final int TYPE_TAG = 18;
    static final int ENUM64 = 19;

    private static final int MAGIC = 0xeb9f;
    private static final int VERSION = 1;
    private static final int HEADER_SIZE = 24;
    private static final int TYPE_WORDS = 3;

    /** Chains of typedefs, arrays or unnamed members are short; a longer one is a circle. */
    private static final int MAX_DEPTH = 64;

    /** A member of a structure or union; the bit size is 0 where it is no bit field. */
    record Member(String name, int type, long bitOffset, int bitSize) {}

    private final String name;
    private final int[] words;
    private final BtfStrings strings;

    /** Where each type begins in {@link #words}, by type id; only the first {@link #count} are meant. */
    private final int[] starts;

    private final int count;
    private final Map<String, List<Integer>> named;

    private Btf(String name, int[] words, BtfStrings strings, Set<String> wanted) {
        this.name = name;
        this.words = words;
        this.strings = strings;
        this.named = new HashMap<>();
        var filter = strings.filter(wanted);
        // No type takes less than three words: there cannot be more types than that.
        var begins = new int[words.length / TYPE_WORDS + 1];
        var id = 1;
        // On a cold JVM this loop begins interpreted, and runs 150,000 times: local variables only.
        for (var at = 0; at < words.length; id++) {
            if (at > words.length - TYPE_WORDS) {
                throw new MalformedObjectException(name + " ends within type " + id);
            }
            begins[id] = at;
            var info = words[at + 1];
            var nameOffset = words[at];
            if (nameOffset != 0 && filter.mayContain(nameOffset) && isNamedType(info >>> 24 & 0x1f)) {
                var typeName = strings.at(nameOffset);
                if (wanted.contains(typeName)) {
                    note(typeName, id);
                }
            }
            at += TYPE_WORDS + extraWords(info);
            if (at > words.length) {
                throw new MalformedObjectException(name + " ends within type " + id);
            }
        }
        this.starts = begins;
        this.count = id;
    }

    /**
     * Reads type information.
     *
     * @param name for messages
     * @param bytes kept, so that nobody may change them after
     * @param wanted the names that {@link #named} will be asked for
     */
    static Btf parse(String name, byte[] bytes, Set<String> wanted) {
        var header = new Binary(name, bytes);
        if (header.u16(0) != MAGIC || header.u8(2) != VERSION || header.u32(4) < HEADER_SIZE) {
            throw new MalformedObjectException(name + " is no little-endian BTF of version " + VERSION);
        }
        var start = header.u32(4);
        var types = header.u32(12);
        var typesStart = start + header.u32(8);
        var stringsStart = start + header.u32(16);
        // The slices are checked before anything is taken out of them.
        header.slice(name, typesStart, types);
        var strings = new BtfStrings(name, bytes, stringsStart, header.slice(name, stringsStart, header.u32(20)).length());
        if (types % Integer.BYTES != 0) {
            throw new MalformedObjectException("the types of " + name + " take " + types + " bytes, no multiple of four");
        }
        var words = new int[(int) types / Integer.BYTES];
        ByteBuffer.wrap(bytes, (int) typesStart, (int) types).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words);
        return new Btf(name, words, strings, wanted);
    }

    /** Types by name, of kinds that have one: structures, unions, enumerations and typedefs. Only wanted names. */
    List<Integer> named(String typeName) {
        return named.getOrDefault(typeName, List.of());
    }

    /** The number of types, void included: ids are below it. */
    int count() {
        return count;
    }

    int kind(int id) {
        return id == 0 ? VOID : info(id) >>> 24 & 0x1f;
    }

    String name(int id) {
        return id == 0 ? "void" : strings.at(words[start(id)]);
    }

    /** How many members, parameters or values a type has. */
    int length(int id) {
        return id == 0 ? 0 : info(id) & 0xffff;
    }

    /** The type that a pointer, typedef, modifier, function or variable refers to. */
    int referred(int id) {
        return switch (kind(id)) {
            case PTR, TYPEDEF, VOLATILE, CONST, RESTRICT, FUNC, VAR, TYPE_TAG -> words[start(id) + 2];
            default -> throw new MalformedObjectException(name + ": type " + id + " refers to no other");
        };
    }

    int elementType(int id) {
        return word(requireKind(id, ARRAY), 0);
    }

    long elements(int id) {
        return word(requireKind(id, ARRAY), 2) & 0xffff_ffffL;
    }

    boolean isComposite(int id) {
        var kind = kind(id);
        return kind == STRUCT || kind == UNION;
    }

    Member member(int id, int index) {
        if (!isComposite(id) || index < 0 || index >= length(id)) {
            throw new MalformedObjectException(name + ": type " + id + " has no member " + index);
        }
        var at = index * 3;
        var offset = word(id, at + 2);
        var hasBitSizes = info(id) < 0;
        return new Member(
                strings.at(word(id, at)), word(id, at + 1), hasBitSizes ? offset & 0xff_ffff : offset & 0xffff_ffffL, hasBitSizes ? offset >>> 24 : 0);
    }

    /** Whether an integer type is signed. */
    boolean isSigned(int id) {
        return (word(requireKind(id, INT), 0) >>> 24 & 1) != 0;
    }

    /** Whether an integer type is one of those that old compilers made for bit fields: not at bit 0. */
    boolean isShifted(int id) {
        return (word(requireKind(id, INT), 0) >>> 16 & 0xff) != 0;
    }

    /** The type without typedefs, qualifiers and tags. */
    int resolve(int id) {
        var type = id;
        for (var depth = 0; depth < MAX_DEPTH; depth++) {
            switch (kind(type)) {
                case TYPEDEF, VOLATILE, CONST, RESTRICT, TYPE_TAG -> type = referred(type);
                default -> {
                    return type;
                }
            }
        }
        throw new MalformedObjectException(name + ": type " + id + " refers to itself");
    }

    /** Bytes of a value of the type. */
    long size(int id) {
        var type = resolve(id);
        var factor = 1L;
        for (var depth = 0; depth < MAX_DEPTH; depth++) {
            switch (kind(type)) {
                case INT, STRUCT, UNION, ENUM, ENUM64, FLOAT -> {
                    return times(factor, words[start(type) + 2] & 0xffff_ffffL);
                }
                case PTR -> {
                    return times(factor, Long.BYTES);
                }
                case ARRAY -> {
                    factor = times(factor, elements(type));
                    type = resolve(elementType(type));
                }
                default -> throw new MalformedObjectException(name + ": type " + id + " has no size");
            }
        }
        throw new MalformedObjectException(name + ": type " + id + " contains itself");
    }

    /** A type as C writes it, for messages. */
    String describe(int id) {
        var typeName = name(id);
        var text = typeName.isEmpty() ? "(unnamed)" : typeName;
        return switch (kind(id)) {
            case STRUCT -> "struct " + text;
            case UNION -> "union " + text;
            case ENUM, ENUM64 -> "enum " + text;
            default -> text;
        };
    }

    private void note(String typeName, int id) {
        var ids = named.get(typeName);
        if (ids == null) {
            ids = new ArrayList<>(1);
            named.put(typeName, ids);
        }
        ids.add(id);
    }

    /** Nothing in memory is larger than an int can count. */
    private long times(long factor, long size) {
        if (size != 0 && factor > Integer.MAX_VALUE / size) {
            throw new MalformedObjectException(name + " has a type of " + factor + " times " + size + " bytes");
        }
        return factor * size;
    }

    private static boolean isNamedType(int kind) {
        return switch (kind) {
            case STRUCT, UNION, ENUM, ENUM64, TYPEDEF -> true;
            default -> false;
        };
    }

    /** Words that follow the three of every type. */
    private static int extraWords(int info) {
        var length = info & 0xffff;
        return switch (info >>> 24 & 0x1f) {
            case PTR, FWD, TYPEDEF, VOLATILE, CONST, RESTRICT, FUNC, FLOAT, TYPE_TAG -> 0;
            case INT, VAR, DECL_TAG -> 1;
            case ARRAY -> 3;
            case STRUCT, UNION, DATASEC, ENUM64 -> 3 * length;
            case ENUM, FUNC_PROTO -> 2 * length;
            default -> throw new MalformedObjectException("BTF of kind " + (info >>> 24 & 0x1f) + " is newer than this loader");
        };
    }

    private int requireKind(int id, int kind) {
        if (kind(id) != kind) {
            throw new MalformedObjectException(name + ": type " + id + " is of kind " + kind(id) + ", not " + kind);
        }
        return id;
    }

    private int start(int id) {
        if (id <= 0 || id >= count) {
            throw new MalformedObjectException(name + " has no type " + id);
        }
        return starts[id];
    }

    private int info(int id) {
        return words[start(id) + 1];
    }

    /** A word after the three of every type. The first pass made sure that all of a type's words are there. */
    private int word(int id, int index) {
        return words[start(id) + TYPE_WORDS + index];
    }
}
