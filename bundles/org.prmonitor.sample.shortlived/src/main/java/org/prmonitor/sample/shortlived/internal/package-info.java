/** A sample: which programs live so briefly that nobody sees them. */
@NullMarked
package org.prmonitor.sample.shortlived.internal;

import org.jspecify.annotations.NullMarked;
