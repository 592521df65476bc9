/** What a container has to make of a consumer in Kotlin. The tests know it by types of the JDK. */
@NullMarked
package org.prmonitor.itest.kotlin.internal;

import org.jspecify.annotations.NullMarked;
