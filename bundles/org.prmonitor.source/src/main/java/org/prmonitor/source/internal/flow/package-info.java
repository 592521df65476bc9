/** The journal's events as a stream with back-pressure. */
@NullMarked
package org.prmonitor.source.internal.flow;

import org.jspecify.annotations.NullMarked;
