package org.prmonitor.rcp.internal.model;

/** A column of the view, in the order in which they stand. {@link RowOrder} sorts by them. */
public enum Column {
    /** {@link ProcessRow#name()}, and in a tree the indentation. */
    PROCESS,
    /** {@link ProcessRow#processId()}. */
    PID,
    /** {@link ProcessRow#parentId()}. */
    PARENT,
    /** {@link ProcessRow#start()}. */
    STARTED,
    /** {@link ProcessRow#lifetimeAt}. */
    LIFETIME,
    /** {@link ProcessRow#user()}. */
    USER,
    /** {@link ProcessRow#commandLine()}. */
    COMMAND,
    /** {@link ProcessRow#exit()}. */
    EXIT
}
