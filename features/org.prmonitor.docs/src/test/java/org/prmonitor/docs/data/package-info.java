/** Checks blocks that are no programs: fragments of a POM, configurations, filters, JSON. */
@NullMarked
package org.prmonitor.docs.data;

import org.jspecify.annotations.NullMarked;
