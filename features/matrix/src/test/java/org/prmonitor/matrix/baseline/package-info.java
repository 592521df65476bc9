/** Whether the versions of exported packages say what changed since the last release. */
@NullMarked
package org.prmonitor.matrix.baseline;

import org.jspecify.annotations.NullMarked;
