/** Tests of the sample. */
@NullMarked
package org.prmonitor.sample.budget.internal;

import org.jspecify.annotations.NullMarked;
