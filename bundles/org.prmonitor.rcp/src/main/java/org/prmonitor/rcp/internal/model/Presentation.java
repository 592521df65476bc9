package org.prmonitor.rcp.internal.model;

/** How rows are laid out. */
public enum Presentation {
    /** Children under their parent, indented; brothers in the order of the column. Losses are at the root. */
    TREE,
    /** One list in the order of the column. */
    FLAT
}
