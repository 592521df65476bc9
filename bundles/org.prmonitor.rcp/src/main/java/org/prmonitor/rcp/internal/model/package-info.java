/** What the view shows, without a widget: rows, filters and the frames that the user interface is handed. */
@NullMarked
package org.prmonitor.rcp.internal.model;

import org.jspecify.annotations.NullMarked;
