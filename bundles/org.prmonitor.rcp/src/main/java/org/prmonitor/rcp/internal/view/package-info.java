/** The view: it paints finished frames, and says what the user wants to see. On the thread of the user interface, and nothing else is. */
@NullMarked
package org.prmonitor.rcp.internal.view;

import org.jspecify.annotations.NullMarked;
