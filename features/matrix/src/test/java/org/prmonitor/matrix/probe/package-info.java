/** A consumer's bundle, somebody else's. */
@NullMarked
package org.prmonitor.matrix.probe;

import org.jspecify.annotations.NullMarked;
