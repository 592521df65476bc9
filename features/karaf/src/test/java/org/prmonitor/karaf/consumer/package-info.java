/** Somebody else's bundle, deployed into Karaf by the tests. */
@NullMarked
package org.prmonitor.karaf.consumer;

import org.jspecify.annotations.NullMarked;
