/** A bundle of the empty installation that does what the test types. */
@NullMarked
package org.prmonitor.p2.control;

import org.jspecify.annotations.NullMarked;
