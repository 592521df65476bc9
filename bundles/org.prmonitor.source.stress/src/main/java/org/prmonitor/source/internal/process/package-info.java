/** Stress tests of the process table, which one thread changes and others read. */
@NullMarked
package org.prmonitor.source.internal.process;

import org.jspecify.annotations.NullMarked;
