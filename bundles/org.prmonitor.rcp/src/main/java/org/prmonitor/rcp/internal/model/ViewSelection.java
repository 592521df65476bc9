package org.prmonitor.rcp.internal.model;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.prmonitor.api.event.ProcessKey;

/**
 * What a view asks to see. Immutable.
 *
 * @param presentation tree or list
 * @param kinds what is shown, apart from the ancestors of what is shown
 * @param filter which of those
 * @param sortColumn in which order; in a tree that of brothers
 * @param descending whether the other way round
 * @param collapsed whose children are folded away
 */
public record ViewSelection(
        Presentation presentation,
        Set<RowKind> kinds,
        RowFilter filter,
        Column sortColumn,
        boolean descending,
        Set<ProcessKey> collapsed) {

    /** Everything, as a tree, brothers by their start. */
    public static final ViewSelection ALL = new ViewSelection(
            Presentation.TREE, EnumSet.allOf(RowKind.class), RowFilter.ALL, Column.STARTED, false, Set.of());

    /** Copies the sets. */
    public ViewSelection {
        Objects.requireNonNull(presentation, "presentation");
        Objects.requireNonNull(filter, "filter");
        Objects.requireNonNull(sortColumn, "sortColumn");
        kinds = kinds.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(kinds));
        collapsed = Set.copyOf(collapsed);
    }

    /** The same in another layout. */
    public ViewSelection withPresentation(Presentation newPresentation) {
        return new ViewSelection(newPresentation, kinds, filter, sortColumn, descending, collapsed);
    }

    /** The same with other kinds. */
    public ViewSelection withKinds(Set<RowKind> newKinds) {
        return new ViewSelection(presentation, newKinds, filter, sortColumn, descending, collapsed);
    }

    /** The same with another filter. */
    public ViewSelection withFilter(RowFilter newFilter) {
        return new ViewSelection(presentation, kinds, newFilter, sortColumn, descending, collapsed);
    }

    /** The same in another order. */
    public ViewSelection withSort(Column newColumn, boolean newDescending) {
        return new ViewSelection(presentation, kinds, filter, newColumn, newDescending, collapsed);
    }

    /** The same with one process folded or unfolded. */
    public ViewSelection withCollapsed(ProcessKey key, boolean isCollapsed) {
        var newCollapsed = new HashSet<>(collapsed);
        if (isCollapsed) {
            newCollapsed.add(key);
        } else {
            newCollapsed.remove(key);
        }
        return withCollapsed(newCollapsed);
    }

    /** The same with exactly these folded; none unfolds everything. */
    public ViewSelection withCollapsed(Set<ProcessKey> newCollapsed) {
        return new ViewSelection(presentation, kinds, filter, sortColumn, descending, newCollapsed);
    }
}
