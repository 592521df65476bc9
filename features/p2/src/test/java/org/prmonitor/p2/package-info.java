/** Installs from the site with p2's director and looks at what comes of it. */
@NullMarked
package org.prmonitor.p2;

import org.jspecify.annotations.NullMarked;
