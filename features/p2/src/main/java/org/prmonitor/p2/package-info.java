/** Makes the p2 site: not shipped, run by this module's build and tests. */
@NullMarked
package org.prmonitor.p2;

import org.jspecify.annotations.NullMarked;
