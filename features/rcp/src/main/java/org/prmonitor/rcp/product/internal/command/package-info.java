/** The program {@code prmonitor ui}: outside of the framework that it starts. */
@NullMarked
package org.prmonitor.rcp.product.internal.command;

import org.jspecify.annotations.NullMarked;
