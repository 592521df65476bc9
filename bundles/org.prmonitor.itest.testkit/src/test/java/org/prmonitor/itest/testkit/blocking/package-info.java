/** A consumer whose call does not come back. */
@NullMarked
package org.prmonitor.itest.testkit.blocking;

import org.jspecify.annotations.NullMarked;
