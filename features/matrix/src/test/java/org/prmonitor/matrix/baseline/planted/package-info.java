/**
 * What the tests of exported packages have to find.
 *
 * <p><b>Proposed:</b> for them alone.
 */
@NullMarked
package org.prmonitor.matrix.baseline.planted;

import org.jspecify.annotations.NullMarked;
