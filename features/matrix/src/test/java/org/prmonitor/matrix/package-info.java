/** What is tried where: every container in every version on every JDK, and the table of it. */
@NullMarked
package org.prmonitor.matrix;

import org.jspecify.annotations.NullMarked;
