package org.prmonitor.rcp.internal.icons;

import java.util.Locale;

/**
 * An icon of 16 by 16 pixels. Its drawing is {@code src/main/icons/NAME.svg}; the bundle carries pictures made from it, because
 * Eclipse draws SVG only since 2025 and only where its optional rasterizer is installed. {@code IconPicturesTest} makes them.
 */
public enum Icon {
    /** The view itself. */
    PROCESSES,
    /** Who started whom. */
    TREE,
    /** One process a line. */
    FLAT,
    /** Open every branch. */
    EXPAND,
    /** Close every branch. */
    COLLAPSE,
    /** Hold the picture still. */
    PAUSE,
    /** Go on. */
    RESUME,
    /** Forget what has ended. */
    CLEAR,
    /** To the clipboard. */
    COPY,
    /** To a file. */
    SAVE,
    /** The pane of a row's properties. */
    DETAILS,
    /** Preferences. */
    SETTINGS,
    /** Events are missing: not acknowledged yet. */
    WARNING,
    /** What was typed cannot be understood. */
    ERROR,
    /** A process that runs. */
    RUNNING,
    /** A process that has ended well, or nobody knows how. */
    ENDED,
    /** A process that has ended by a signal or with another code than 0. */
    FAILED,
    /** A copy that has run no image of its own. */
    FORKED,
    /** A loss among the rows. */
    LOST,
    /** Seen, and put away. */
    ACKNOWLEDGE,
    /** Nobody delivers events. */
    DISCONNECTED;

    /** The name of its drawing and of its pictures, without folder and ending. */
    public String fileName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
