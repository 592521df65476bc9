/** Tests of the sample. */
@NullMarked
package org.prmonitor.sample.shortlived.internal;

import org.jspecify.annotations.NullMarked;
