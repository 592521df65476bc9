/** What the program and the application that it starts have to agree on. */
@NullMarked
package org.prmonitor.rcp.product.internal;

import org.jspecify.annotations.NullMarked;
