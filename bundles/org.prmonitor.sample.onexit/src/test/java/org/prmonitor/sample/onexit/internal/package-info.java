/** Tests of the sample. */
@NullMarked
package org.prmonitor.sample.onexit.internal;

import org.jspecify.annotations.NullMarked;
