/** The icons of the view, each for light and for dark surroundings. */
@NullMarked
package org.prmonitor.rcp.internal.icons;

import org.jspecify.annotations.NullMarked;
