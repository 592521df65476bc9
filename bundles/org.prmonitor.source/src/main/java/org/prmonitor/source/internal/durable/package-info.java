/** The journal on disk: what {@link org.prmonitor.api.Resume#DURABLE} listeners read, and where they are in it. */
@NullMarked
package org.prmonitor.source.internal.durable;

import org.jspecify.annotations.NullMarked;
