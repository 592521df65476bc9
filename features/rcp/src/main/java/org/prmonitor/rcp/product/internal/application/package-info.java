/** The Eclipse 4 application: what its window and its menu do, and how the command line reaches the source. */
@NullMarked
package org.prmonitor.rcp.product.internal.application;

import org.jspecify.annotations.NullMarked;
