/** An ordinary consumer: event handlers that know EventAdmin and nothing of PRMonitor. */
@NullMarked
package org.prmonitor.itest.handlers.internal;

import org.jspecify.annotations.NullMarked;
