/** Tests of the features in a real Karaf. */
@NullMarked
package org.prmonitor.karaf;

import org.jspecify.annotations.NullMarked;
