/** Compiles and runs what is shown of Java and Kotlin. */
@NullMarked
package org.prmonitor.docs.snippet;

import org.jspecify.annotations.NullMarked;
