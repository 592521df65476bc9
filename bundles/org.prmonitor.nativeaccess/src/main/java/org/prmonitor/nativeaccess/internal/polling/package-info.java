/** The channel {@code process-polling}: looks at the process table now and then. Pure Java, on every platform. */
@NullMarked
package org.prmonitor.nativeaccess.internal.polling;

import org.jspecify.annotations.NullMarked;
