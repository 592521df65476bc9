package org.prmonitor.rcp.internal.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.prmonitor.api.event.ProcessKey;

/**
 * Makes frames' lines of rows: keeps them filtered and in order from frame to frame, so that a frame costs one pass over all rows
 * and a sorting of those that changed. One thread's.
 */
final class FrameBuilder {

    private final Map<Long, FrameNode> byId = new HashMap<>();
    private final Map<ProcessKey, FrameNode> byKey = new HashMap<>();
    private final FrameTree tree = new FrameTree(byKey);

    /** In the order of the selection, but for what is out. */
    private final List<FrameNode> order = new ArrayList<>();

    /** What changed, to be put into the order. */
    private final List<FrameNode> moved = new ArrayList<>();

    private final List<FrameRow> lines = new ArrayList<>();
    private List<FrameRow> shown = List.of();
    private ViewSelection selection = ViewSelection.ALL;
    private boolean hasGaps;
    private int passing;
    private long freshMillis;
    private long nowMillis;
    private long nextFading;
    private boolean showsRunning;

    /** Takes in what has changed. */
    void update(ModelChanges changes) {
        for (var id : changes.removed()) {
            var node = byId.remove(id);
            if (node != null) {
                takeOut(node);
                node.parent = null;
                var key = node.row.key();
                if (key != null) {
                    byKey.remove(key, node);
                }
            }
        }
        for (var row : changes.changed()) {
            var node = byId.get(row.id());
            if (node == null) {
                node = new FrameNode(row);
                byId.put(row.id(), node);
                if (row.key() != null) {
                    byKey.put(row.key(), node);
                }
            } else {
                takeOut(node);
                node.set(row);
            }
            moved.add(node);
        }
    }

    /**
     * The lines.
     *
     * @return the very list of the call before where no line has changed
     */
    List<FrameRow> build(ViewSelection newSelection, Instant now, Duration freshness) {
        nowMillis = now.toEpochMilli();
        freshMillis = freshness.toMillis();
        nextFading = Long.MAX_VALUE;
        showsRunning = false;
        filter(newSelection);
        sort(newSelection, now);
        selection = newSelection;
        lines.clear();
        passing = 0;
        if (newSelection.presentation() == Presentation.TREE) {
            passing = tree.lay(order, newSelection.collapsed(), this::show);
        } else {
            layFlat();
        }
        if (!isAsShown()) {
            shown = Collections.unmodifiableList(Arrays.asList(lines.toArray(FrameRow[]::new)));
        }
        return shown;
    }

    /** How many rows the last frame left out for their kind or because of the filter. */
    int hidden() {
        return order.size() - passing;
    }

    /** Whether the last frame has a row whose life time goes on. */
    boolean showsRunning() {
        return showsRunning;
    }

    /** When a line of the last frame stops to be fresh, in milliseconds from 1970; the largest number for never. */
    long nextFading() {
        return nextFading;
    }

    private void takeOut(FrameNode node) {
        node.isOut = true;
        hasGaps = true;
    }

    private void filter(ViewSelection newSelection) {
        var changed = !newSelection.filter().equals(selection.filter()) || !newSelection.kinds().equals(selection.kinds());
        for (var node : moved) {
            node.passes = passes(node, newSelection);
        }
        if (changed) {
            for (var node : order) {
                node.passes = passes(node, newSelection);
            }
        }
    }

    private static boolean passes(FrameNode node, ViewSelection selection) {
        return selection.kinds().contains(node.row.kind()) && selection.filter().matches(node.row);
    }

    private void sort(ViewSelection newSelection, Instant now) {
        if (hasGaps) {
            order.removeIf(node -> node.isOut);
            hasGaps = false;
        }
        var isSorted = selection.sortColumn() == newSelection.sortColumn()
                && selection.descending() == newSelection.descending()
                && !RowOrder.isMoving(newSelection.sortColumn());
        if (moved.isEmpty() && isSorted) {
            return;
        }
        var rows = RowOrder.of(newSelection.sortColumn(), newSelection.descending(), now);
        for (var node : moved) {
            node.isOut = false;
            order.add(node);
        }
        moved.clear();
        // A sort that merges runs finds the old order as one, and is then hardly more than a look at each row.
        order.sort((one, other) -> rows.compare(one.row, other.row));
    }

    private void layFlat() {
        for (var node : order) {
            if (node.passes) {
                passing++;
                show(node, 0, false, false);
            }
        }
    }

    private void show(FrameNode node, int depth, boolean hasChildren, boolean isExpanded) {
        var until = node.freshUntil(freshMillis);
        if (until > nowMillis) {
            nextFading = Math.min(nextFading, until);
        }
        showsRunning |= node.row.isRunning();
        lines.add(node.line(depth, hasChildren, isExpanded, until > nowMillis));
    }

    private boolean isAsShown() {
        if (lines.size() != shown.size()) {
            return false;
        }
        for (var index = 0; index < lines.size(); index++) {
            if (lines.get(index) != shown.get(index)) {
                return false;
            }
        }
        return true;
    }
}
