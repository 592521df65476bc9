/** The source in the platform's MBean server. */
@NullMarked
package org.prmonitor.jmx.internal;

import org.jspecify.annotations.NullMarked;
