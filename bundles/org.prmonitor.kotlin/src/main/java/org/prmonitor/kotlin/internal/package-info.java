/** Between the source's threads and coroutines. */
@NullMarked
package org.prmonitor.kotlin.internal;

import org.jspecify.annotations.NullMarked;
