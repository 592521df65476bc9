/** Rows as text for a clipboard and as JSON for a file. */
@NullMarked
package org.prmonitor.rcp.internal.export;

import org.jspecify.annotations.NullMarked;
