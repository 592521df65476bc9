/** The source of events as a Declarative Services component. */
@NullMarked
package org.prmonitor.source.internal;

import org.jspecify.annotations.NullMarked;
