package org.prmonitor.nativeaccess.internal.linux.bpf;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field, from a root type through members and array elements, as one BTF lays it out.
 *
 * @param steps the way, unnamed members left out: the other BTF may nest them differently
 * @param offset the field's, in bytes from the root
 * @param type the field's
 * @param bitField whether it is one; its offset is then that of no byte
 */
record FieldPath(List<Step> steps, long offset, int type, boolean bitField) {

    /**
     * @param member the member's name; null for an array element
     * @param index the element's index
     * @param type what is there
     */
    record Step(@Nullable String member, long index, int type) {}

    private static final int MAX_STEPS = 64;

    /** Follows the compiler's own indices through the object's BTF. */
    static FieldPath ofAccess(Btf btf, int root, String access) {
        var indices = indices(access);
        var steps = new ArrayList<Step>();
        steps.add(new Step(null, indices.get(0), root));
        var bits = 8L * btf.size(root) * indices.get(0);
        var type = root;
        var bitField = false;
        for (var index : indices.subList(1, indices.size())) {
            var container = btf.resolve(type);
            if (btf.kind(container) == Btf.ARRAY) {
                type = btf.elementType(container);
                bits += 8L * btf.size(type) * index;
                steps.add(new Step(null, index, type));
            } else {
                var member = btf.member(container, index);
                type = member.type();
                bits += member.bitOffset();
                bitField = member.bitSize() != 0;
                if (!member.name().isEmpty()) {
                    steps.add(new Step(member.name(), 0, type));
                }
            }
        }
        return new FieldPath(steps, bits / 8, type, bitField || bits % 8 != 0);
    }

    /**
     * Finds the same field in another BTF, by the names of the members.
     *
     * @param root the other BTF's type of the same name
     * @return null where it is not there, or is of another sort
     */
    @Nullable FieldPath findIn(Btf own, Btf other, int root) {
        var bits = 8L * other.size(root) * steps.get(0).index;
        var type = root;
        var bitField = false;
        for (var step : steps.subList(1, steps.size())) {
            var container = other.resolve(type);
            if (step.member == null) {
                if (other.kind(container) != Btf.ARRAY || !isInside(other, container, step.index)) {
                    return null;
                }
                type = other.elementType(container);
                bits += 8L * other.size(type) * step.index;
            } else {
                var member = findMember(other, container, step.member, 0);
                if (member == null || !isCompatible(own, step.type, other, member.type(), 0)) {
                    return null;
                }
                type = member.type();
                bits += member.bitOffset();
                bitField = member.bitSize() != 0;
            }
        }
        return new FieldPath(steps, bits / 8, type, bitField || bits % 8 != 0);
    }

    /** The way as C writes it: {@code struct task_struct.signal.flags}. */
    String describe(Btf btf) {
        var text = new StringBuilder(btf.describe(steps.get(0).type));
        for (var step : steps.subList(1, steps.size())) {
            if (step.member == null) {
                text.append('[').append(step.index).append(']');
            } else {
                text.append('.').append(step.member);
            }
        }
        return text.toString();
    }

    private static List<Integer> indices(String access) {
        var indices = new ArrayList<Integer>();
        for (var part : access.split(":", -1)) {
            try {
                indices.add(Integer.parseInt(part, 0, part.length(), 10));
            } catch (NumberFormatException e) {
                throw new MalformedObjectException("'" + access + "' is no access to a field");
            }
            if (indices.get(indices.size() - 1) < 0 || indices.size() > MAX_STEPS) {
                throw new MalformedObjectException("'" + access + "' is no access to a field");
            }
        }
        return indices;
    }

    /** An array of no elements is one that ends its structure and has as many as there is room for. */
    private static boolean isInside(Btf btf, int array, long index) {
        var elements = btf.elements(array);
        return elements == 0 || index < elements;
    }

    /** Looks into unnamed structures and unions too; the bit offset is from the outermost. */
    private static Btf.@Nullable Member findMember(Btf btf, int container, String name, int depth) {
        if (!btf.isComposite(container)) {
            return null;
        }
        if (depth > MAX_STEPS) {
            throw new MalformedObjectException("unnamed members that contain themselves");
        }
        for (var index = 0; index < btf.length(container); index++) {
            var member = btf.member(container, index);
            if (member.name().equals(name)) {
                return member;
            }
            if (member.name().isEmpty()) {
                var inner = findMember(btf, btf.resolve(member.type()), name, depth + 1);
                if (inner != null) {
                    return new Btf.Member(name, inner.type(), member.bitOffset() + inner.bitOffset(), inner.bitSize());
                }
            }
        }
        return null;
    }

    /** As libbpf's {@code bpf_core_fields_are_compat}: of the same sort, whatever the size. */
    private static boolean isCompatible(Btf own, int ownType, Btf other, int otherType, int depth) {
        if (depth > MAX_STEPS) {
            throw new MalformedObjectException("arrays that contain themselves");
        }
        var left = own.resolve(ownType);
        var right = other.resolve(otherType);
        if (own.isComposite(left) && other.isComposite(right)) {
            return true;
        }
        var kind = own.kind(left);
        if (isEnumeration(kind) && isEnumeration(other.kind(right))) {
            return true;
        }
        if (kind != other.kind(right)) {
            return false;
        }
        return switch (kind) {
            case Btf.PTR, Btf.FLOAT, Btf.FWD -> true;
            case Btf.INT -> !own.isShifted(left) && !other.isShifted(right);
            case Btf.ARRAY -> isCompatible(own, own.elementType(left), other, other.elementType(right), depth + 1);
            default -> false;
        };
    }

    private static boolean isEnumeration(int kind) {
        return kind == Btf.ENUM || kind == Btf.ENUM64;
    }
}
