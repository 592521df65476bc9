/** The pictures are what the drawings say. */
@NullMarked
package org.prmonitor.rcp.internal.icons;

import org.jspecify.annotations.NullMarked;
