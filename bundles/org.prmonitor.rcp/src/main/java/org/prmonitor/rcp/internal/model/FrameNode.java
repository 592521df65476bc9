package org.prmonitor.rcp.internal.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row with its place in the frame that is being built. The links of the tree are in the nodes, so that building a frame allocates
 * nothing for what has not changed. One thread's.
 */
final class FrameNode {

    private static final long NEVER = Long.MIN_VALUE;

    ProcessRow row;

    /** Taken out of the order, because it is gone or has to be put in anew. */
    boolean isOut;

    /** Whether kinds and filter let it pass. */
    boolean passes;

    /** The frame in which it is shown, as passing itself or as an ancestor. */
    int shownIn;

    /** The frame in which the tree's walk came by. */
    int visitedIn;

    // The tree, of those that are shown in this frame.
    @Nullable FrameNode parent;
    @Nullable FrameNode firstChild;
    @Nullable FrameNode lastChild;
    @Nullable FrameNode nextSibling;

    /** In milliseconds from 1970: since when it is fresh. */
    private long freshSince;

    private Freshness whileFresh = Freshness.NONE;

    /** That of the frame before, which is used again where nothing has changed. */
    private @Nullable FrameRow line;

    FrameNode(ProcessRow row) {
        this.row = row;
        set(row);
    }

    void set(ProcessRow newRow) {
        row = newRow;
        parent = null;
        var appearedAt = newRow.appearedAt();
        if (newRow.kind() == RowKind.ENDED) {
            fresh(Freshness.GONE, newRow.changedAt());
        } else {
            fresh(Freshness.NEW, appearedAt);
        }
    }

    private void fresh(Freshness kind, @Nullable Instant since) {
        whileFresh = kind;
        freshSince = since == null ? NEVER : since.toEpochMilli();
    }

    /** When it stops to be fresh, in milliseconds from 1970; in the past where it never was. */
    long freshUntil(long freshMillis) {
        return freshSince == NEVER ? NEVER : freshSince + freshMillis;
    }

    FrameRow line(int depth, boolean hasChildren, boolean isExpanded, boolean isFresh) {
        var freshness = isFresh ? whileFresh : Freshness.NONE;
        var old = line;
        if (old != null
                && old.process() == row
                && old.depth() == depth
                && old.hasChildren() == hasChildren
                && old.isExpanded() == isExpanded
                && old.freshness() == freshness) {
            return old;
        }
        return line = new FrameRow(row, depth, hasChildren, isExpanded, freshness);
    }
}
