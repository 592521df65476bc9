/** The goals {@code prmonitor:deploy} and {@code prmonitor:run}. */
@NullMarked
package org.prmonitor.maven;

import org.jspecify.annotations.NullMarked;
