/** A consumer that takes no notice of losses. */
@NullMarked
package org.prmonitor.itest.testkit.forgetful;

import org.jspecify.annotations.NullMarked;
