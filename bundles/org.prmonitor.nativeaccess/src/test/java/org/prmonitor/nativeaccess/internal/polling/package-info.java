@NullMarked
package org.prmonitor.nativeaccess.internal.polling;

import org.jspecify.annotations.NullMarked;
