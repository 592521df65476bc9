/** A bundle of the test's in the Eclipse IDE, which does what a user does. */
@NullMarked
package org.prmonitor.p2.workbench;

import org.jspecify.annotations.NullMarked;
