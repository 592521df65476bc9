/** The assembled product as a process of its own. */
@NullMarked
package org.prmonitor.rcp.product;

import org.jspecify.annotations.NullMarked;
