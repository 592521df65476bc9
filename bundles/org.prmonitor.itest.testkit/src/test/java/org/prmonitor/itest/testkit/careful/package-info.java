/** A consumer that does everything right. In a package of its own, as the others, which is the whole of a bundle. */
@NullMarked
package org.prmonitor.itest.testkit.careful;

import org.jspecify.annotations.NullMarked;
