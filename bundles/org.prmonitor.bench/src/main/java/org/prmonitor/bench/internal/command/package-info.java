/** The command line: outside of any framework, on a class path. */
@NullMarked
package org.prmonitor.bench.internal.command;

import org.jspecify.annotations.NullMarked;
