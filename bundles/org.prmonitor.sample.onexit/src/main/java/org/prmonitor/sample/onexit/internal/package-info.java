/** A sample: when a process exits, a command runs. */
@NullMarked
package org.prmonitor.sample.onexit.internal;

import org.jspecify.annotations.NullMarked;
