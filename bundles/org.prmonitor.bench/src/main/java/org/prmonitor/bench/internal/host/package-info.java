/** Where a measurement runs: a JVM of its own with a real framework, started by the command and asked for one result. */
@NullMarked
package org.prmonitor.bench.internal.host;

import org.jspecify.annotations.NullMarked;
