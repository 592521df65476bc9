/** As many events as an hour brings, beside listeners that are slow, throw and do not return: memory and books. */
@NullMarked
package org.prmonitor.bench.internal.hour;

import org.jspecify.annotations.NullMarked;
