/** Brings what the source tells into a view's model, as long as a view is open. */
@NullMarked
package org.prmonitor.rcp.internal.feed;

import org.jspecify.annotations.NullMarked;
