/**
 * The driver in Wine's kernel, and the distribution on this machine's JVM beside it: Windows' functions are carried from one
 * to the other by {@code driver/windows/test/bridge}.
 */
@NullMarked
package org.prmonitor.launcher.wine;

import org.jspecify.annotations.NullMarked;
