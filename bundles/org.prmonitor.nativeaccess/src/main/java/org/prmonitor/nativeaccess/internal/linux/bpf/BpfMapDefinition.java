package org.prmonitor.nativeaccess.internal.linux.bpf;

/**
 * A map as the object declares it: a variable of section {@code .maps}, whose type says everything by the lengths of arrays
 * that no member points to (libbpf's "BTF-defined maps").
 *
 * @param type {@code enum bpf_map_type}
 * @param keySize bytes
 * @param valueSize bytes
 * @param maxEntries for a ring, its bytes
 * @param flags {@code BPF_F_*}
 */
record BpfMapDefinition(String name, int type, int keySize, int valueSize, int maxEntries, int flags) {

    /** {@code BPF_MAP_TYPE_ARRAY}. */
    static final int ARRAY = 2;

    /** {@code BPF_F_RDONLY_PROG}: no program can write it. */
    static final int READ_ONLY_FOR_PROGRAMS = 1 << 7;

    BpfMapDefinition withMaxEntries(int newMaxEntries) {
        return new BpfMapDefinition(name, type, keySize, valueSize, newMaxEntries, flags);
    }

    /** Reads a declaration; {@code variable} is its type id. */
    static BpfMapDefinition parse(String name, Btf btf, int variable) {
        var structure = btf.resolve(btf.referred(variable));
        var type = 0;
        var keySize = 0;
        var valueSize = 0;
        var maxEntries = 0;
        var flags = 0;
        for (var index = 0; index < btf.length(structure); index++) {
            var member = btf.member(structure, index);
            switch (member.name()) {
                case "type" -> type = number(btf, member);
                case "key_size" -> keySize = number(btf, member);
                case "value_size" -> valueSize = number(btf, member);
                case "max_entries" -> maxEntries = number(btf, member);
                case "map_flags" -> flags = number(btf, member);
                case "key" -> keySize = (int) btf.size(pointee(btf, member));
                case "value" -> valueSize = (int) btf.size(pointee(btf, member));
                default -> throw new MalformedObjectException(
                        "map " + name + " has an attribute '" + member.name() + "', which this loader does not know");
            }
        }
        return new BpfMapDefinition(name, type, keySize, valueSize, maxEntries, flags);
    }

    private static int number(Btf btf, Btf.Member member) {
        return (int) btf.elements(btf.resolve(pointee(btf, member)));
    }

    private static int pointee(Btf btf, Btf.Member member) {
        var pointer = btf.resolve(member.type());
        if (btf.kind(pointer) != Btf.PTR) {
            throw new MalformedObjectException("map attribute '" + member.name() + "' is no pointer");
        }
        return btf.referred(pointer);
    }
}
