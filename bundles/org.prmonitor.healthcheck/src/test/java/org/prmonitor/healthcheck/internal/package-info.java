/** A Felix Health Check over the source's status. */
@NullMarked
package org.prmonitor.healthcheck.internal;

import org.jspecify.annotations.NullMarked;
