/** Stress tests of the journal, in its own package: they reach what nobody else may. */
@NullMarked
package org.prmonitor.source.internal.journal;

import org.jspecify.annotations.NullMarked;
