/** A consumer that loses events when it is swapped. */
@NullMarked
package org.prmonitor.itest.testkit.losing;

import org.jspecify.annotations.NullMarked;
