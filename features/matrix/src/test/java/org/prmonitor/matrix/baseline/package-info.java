/** What exported packages say about themselves: what they promise, who implements what, and what changed since the last release. */
@NullMarked
package org.prmonitor.matrix.baseline;

import org.jspecify.annotations.NullMarked;
