/** Somebody else's bundle, installed by the tests. */
@NullMarked
package org.prmonitor.p2.consumer;

import org.jspecify.annotations.NullMarked;
