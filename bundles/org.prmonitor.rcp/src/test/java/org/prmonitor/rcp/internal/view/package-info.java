/** The view in a real window. */
@NullMarked
package org.prmonitor.rcp.internal.view;

import org.jspecify.annotations.NullMarked;
