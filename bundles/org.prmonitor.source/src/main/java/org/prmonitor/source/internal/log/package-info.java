/** One line an incident. */
@NullMarked
package org.prmonitor.source.internal.log;

import org.jspecify.annotations.NullMarked;
