package org.prmonitor.nativeaccess.internal.linux.bpf;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fits an object's instructions to the running kernel's types, as libbpf's {@code relo_core.c} does, for the kinds of
 * relocation that our object has: byte offset, byte size, existence of a field. Not thread-safe.
 */
final class CoreRelocator {

    private final Btf own;
    private final Btf kernel;
    private final List<String> unresolved = new ArrayList<>();

    CoreRelocator(Btf own, Btf kernel) {
        this.own = own;
        this.kernel = kernel;
    }

    /**
     * What this kernel does not have, one line each. The instructions were poisoned: the verifier refuses the program only
     * if they can be reached.
     */
    List<String> unresolved() {
        return unresolved;
    }

    /** The name under which the kernel knows a type: what follows {@code ___} is there to tell an object's own variants apart. */
    static String essentialName(String name) {
        for (var index = name.length() - 5; index >= 0; index--) {
            if (name.charAt(index) != '_' && name.startsWith("___", index + 1) && name.charAt(index + 4) != '_') {
                return name.substring(0, index + 1);
            }
        }
        return name;
    }

    /**
     * Applies one relocation.
     *
     * @param program the instructions that it is in
     * @param offset the instruction's, in bytes from the program's start
     */
    void relocate(BpfInstructions program, int offset, CoreRelocation relocation) {
        var local = FieldPath.ofAccess(own, relocation.type(), relocation.access());
        if (local.bitField()) {
            throw new MalformedObjectException(local.describe(own) + " is a bit field, which this loader does not relocate");
        }
        var target = find(local);
        switch (relocation.kind()) {
            case CoreRelocation.FIELD_EXISTS -> put(program, offset, local, 1, target == null ? 0 : 1);
            case CoreRelocation.FIELD_BYTE_SIZE -> {
                if (isUsable(program, offset, local, target)) {
                    put(program, offset, local, own.size(local.type()), kernel.size(target.type()));
                }
            }
            case CoreRelocation.FIELD_BYTE_OFFSET -> {
                if (isUsable(program, offset, local, target) && fitSize(program, offset, local, target)) {
                    put(program, offset, local, local.offset(), target.offset());
                }
            }
            default -> throw new MalformedObjectException(
                    "CO-RE relocation of kind " + relocation.kind() + " for " + local.describe(own) + ", which this loader does not know");
        }
    }

    /** The field in the kernel's type of the same name. Several types may have the name, but then have to agree. */
    private @Nullable FieldPath find(FieldPath local) {
        var root = own.resolve(local.steps().get(0).type());
        var name = essentialName(own.name(root));
        if (name.isEmpty()) {
            throw new MalformedObjectException("CO-RE relocation from an unnamed type");
        }
        FieldPath found = null;
        for (var candidate : kernel.named(name)) {
            if (kernel.kind(candidate) != own.kind(root)) {
                continue;
            }
            var path = local.findIn(own, kernel, candidate);
            if (path != null && found != null && path.offset() != found.offset()) {
                throw new MalformedObjectException("this kernel has two types of the name " + name + " that differ");
            }
            found = path == null ? found : path;
        }
        return found;
    }

    private boolean isUsable(BpfInstructions program, int offset, FieldPath local, @Nullable FieldPath target) {
        if (target == null) {
            return poison(program, offset, local, "is not in this kernel");
        }
        return !target.bitField() || poison(program, offset, local, "is a bit field in this kernel");
    }

    /** A load reads as many bytes as the field has here; only pointers and unsigned integers may differ. */
    private boolean fitSize(BpfInstructions program, int offset, FieldPath local, FieldPath target) {
        var expected = own.size(local.type());
        var size = kernel.size(target.type());
        if (expected == size || !program.isMemoryAccess(offset)) {
            return true;
        }
        var fits = isResizable(own, local.type())
                && isResizable(kernel, target.type())
                && program.resize(offset, expected, size);
        return fits || poison(program, offset, local, "has " + size + " bytes in this kernel, not " + expected);
    }

    private static boolean isResizable(Btf btf, int type) {
        var resolved = btf.resolve(type);
        return switch (btf.kind(resolved)) {
            case Btf.PTR -> true;
            case Btf.INT -> !btf.isSigned(resolved);
            default -> false;
        };
    }

    private void put(BpfInstructions program, int offset, FieldPath local, long expected, long value) {
        if (!program.putRelocated(offset, expected, value)) {
            poison(program, offset, local, "needs " + value + ", which the instruction cannot hold");
        }
    }

    private boolean poison(BpfInstructions program, int offset, FieldPath local, String reason) {
        program.poison(offset);
        unresolved.add(local.describe(own) + " " + reason);
        return false;
    }
}
