/** PRMonitor.sys in Wine's kernel: our channel beside a client in C, both over the bridge of the driver's tests, and the client in Wine itself. */
@NullMarked
package org.prmonitor.bench.internal.windows;

import org.jspecify.annotations.NullMarked;
