/** What the BOM has to have in it. */
@NullMarked
package org.prmonitor.bom;

import org.jspecify.annotations.NullMarked;
