/** A sample in Kotlin: an office program starts a shell. */
@NullMarked
package org.prmonitor.sample.parentchild.internal;

import org.jspecify.annotations.NullMarked;
