package org.prmonitor.rcp.internal.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.ProcessKey;

/**
 * Lays rows out as a tree: each under its parent, brothers in the given order. A row that passes keeps its ancestors. A row whose
 * parent is not there is a root; where parents form a circle, which only wrong data can, the first of them is. Every row comes at
 * most once, in a time that grows with the number of rows alone. One thread's.
 */
final class FrameTree {

    /** What is told each line, in display order. */
    @FunctionalInterface
    interface Lines {
        void show(FrameNode node, int depth, boolean hasChildren, boolean isExpanded);
    }

    /** Kept by the owner. */
    private final Map<ProcessKey, FrameNode> byKey;

    private int frame;
    private @Nullable FrameNode firstRoot;
    private @Nullable FrameNode lastRoot;

    FrameTree(Map<ProcessKey, FrameNode> byKey) {
        this.byKey = byKey;
    }

    /**
     * Tells the lines.
     *
     * @param order all rows
     * @param collapsed whose children are not told
     * @return how many rows pass or are ancestors of one that does, those included that are not told
     */
    int lay(List<FrameNode> order, Set<ProcessKey> collapsed, Lines lines) {
        frame++;
        firstRoot = null;
        lastRoot = null;
        var count = 0;
        for (var node : order) {
            node.firstChild = null;
            node.lastChild = null;
            node.nextSibling = null;
            if (node.passes) {
                count += markWithAncestors(node);
            }
        }
        for (var node : order) {
            if (node.shownIn == frame) {
                append(node);
            }
        }
        var walked = 0;
        for (var root = firstRoot; root != null; root = root.nextSibling) {
            walked += walk(root, collapsed, lines);
        }
        for (var index = 0; walked < count; index++) {
            // Who is not under a root is in a circle, or under one.
            var node = order.get(index);
            if (node.shownIn == frame && node.visitedIn != frame) {
                walked += walk(node, collapsed, lines);
            }
        }
        return count;
    }

    private int markWithAncestors(FrameNode node) {
        var count = 0;
        for (FrameNode above = node; above != null && above.shownIn != frame; above = parent(above)) {
            above.shownIn = frame;
            count++;
        }
        return count;
    }

    /** Looked up until it is found: the parent may be told of later than the child. */
    private @Nullable FrameNode parent(FrameNode node) {
        var known = node.parent;
        if (known != null && !known.isOut) {
            return known;
        }
        var key = node.row.parentKey();
        var found = key == null ? null : byKey.get(key);
        return node.parent = found == node ? null : found;
    }

    private void append(FrameNode node) {
        var parent = parent(node);
        var last = parent == null ? lastRoot : parent.lastChild;
        if (last != null) {
            last.nextSibling = node;
        } else if (parent == null) {
            firstRoot = node;
        } else {
            parent.firstChild = node;
        }
        if (parent == null) {
            lastRoot = node;
        } else {
            parent.lastChild = node;
        }
    }

    /** A root and what is under it, without recursion: a chain of processes may be longer than a stack is deep. */
    private int walk(FrameNode root, Set<ProcessKey> collapsed, Lines lines) {
        var count = 0;
        var depth = 0;
        FrameNode folded = null;
        for (FrameNode node = root; node != null; ) {
            node.visitedIn = frame;
            count++;
            if (folded == null) {
                var hasChildren = node.firstChild != null;
                var isExpanded = hasChildren && !collapsed.contains(node.row.key());
                lines.show(node, depth, hasChildren, isExpanded);
                folded = hasChildren && !isExpanded ? node : null;
            }
            var next = unvisited(node.firstChild);
            if (next != null) {
                depth++;
            }
            while (next == null && node != root) {
                folded = folded == node ? null : folded;
                next = unvisited(node.nextSibling);
                if (next == null) {
                    node = node.parent;
                    depth--;
                }
            }
            node = next;
        }
        return count;
    }

    /** In a circle a child may have been told as the root. */
    private @Nullable FrameNode unvisited(@Nullable FrameNode first) {
        var node = first;
        while (node != null && node.visitedIn == frame) {
            node = node.nextSibling;
        }
        return node;
    }
}
