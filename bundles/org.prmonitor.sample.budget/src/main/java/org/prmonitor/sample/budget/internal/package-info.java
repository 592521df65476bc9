/** A sample: who starts more processes than are allowed. */
@NullMarked
package org.prmonitor.sample.budget.internal;

import org.jspecify.annotations.NullMarked;
