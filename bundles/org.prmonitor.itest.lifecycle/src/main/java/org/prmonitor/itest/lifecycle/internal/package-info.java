/** The life of bundles, watched from outside: nothing here knows a type of PRMonitor. */
@NullMarked
package org.prmonitor.itest.lifecycle.internal;

import org.jspecify.annotations.NullMarked;
