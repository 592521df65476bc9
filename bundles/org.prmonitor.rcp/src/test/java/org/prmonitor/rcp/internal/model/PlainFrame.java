package org.prmonitor.rcp.internal.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.prmonitor.api.event.ProcessKey;

/** A frame made from nothing but the rows, by recursion, with new lists and maps for each. */
final class PlainFrame {

    private final Map<ProcessKey, ProcessRow> byKey = new HashMap<>();
    private final List<ProcessRow> order;
    private final ViewSelection selection;
    private final Set<ProcessRow> shown = new HashSet<>();
    private final Set<ProcessRow> walked = new HashSet<>();
    private final List<String> lines = new ArrayList<>();

    private PlainFrame(Collection<ProcessRow> rows, ViewSelection selection, Instant now) {
        this.selection = selection;
        order = new ArrayList<>(rows);
        order.sort(RowOrder.of(selection.sortColumn(), selection.descending(), now));
        for (var row : rows) {
            if (row.key() != null) {
                byKey.put(row.key(), row);
            }
        }
    }

    /** One text a line: depth, mark, id. */
    static List<String> lines(Collection<ProcessRow> rows, ViewSelection selection, Instant now) {
        var frame = new PlainFrame(rows, selection, now);
        if (selection.presentation() == Presentation.FLAT) {
            frame.order.stream().filter(frame::passes).forEach(row -> frame.lines.add("0 " + row.id()));
        } else {
            frame.lay();
        }
        return frame.lines;
    }

    static List<String> lines(List<FrameRow> rows) {
        return rows.stream()
                .map(row -> row.depth() + (row.hasChildren() ? row.isExpanded() ? " - " : " + " : " ") + row.process().id())
                .toList();
    }

    private boolean passes(ProcessRow row) {
        return selection.kinds().contains(row.kind()) && selection.filter().matches(row);
    }

    private ProcessRow parent(ProcessRow row) {
        var parent = row.parentKey() == null ? null : byKey.get(row.parentKey());
        return parent == row ? null : parent;
    }

    private List<ProcessRow> children(ProcessRow parent) {
        return order.stream().filter(row -> shown.contains(row) && parent(row) == parent).toList();
    }

    private void lay() {
        for (var row : order) {
            if (passes(row)) {
                for (var above = row; above != null && shown.add(above); above = parent(above)) {}
            }
        }
        children(null).forEach(root -> walk(root, 0, true));
        // What is left is in a circle, or under one.
        order.stream().filter(shown::contains).forEach(row -> walk(row, 0, true));
    }

    private void walk(ProcessRow row, int depth, boolean isVisible) {
        if (!walked.add(row)) {
            return;
        }
        var children = children(row);
        var isExpanded = row.key() == null || !selection.collapsed().contains(row.key());
        if (isVisible) {
            lines.add(depth + (children.isEmpty() ? " " : isExpanded ? " - " : " + ") + row.id());
        }
        children.forEach(child -> walk(child, depth + 1, isVisible && isExpanded));
    }}
