/** Runs in the JVM of a container under test, outside of its bundles. */
@NullMarked
package org.prmonitor.matrix.trial;

import org.jspecify.annotations.NullMarked;
