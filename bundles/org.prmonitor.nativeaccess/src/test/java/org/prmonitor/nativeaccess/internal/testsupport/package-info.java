@NullMarked
package org.prmonitor.nativeaccess.internal.testsupport;

import org.jspecify.annotations.NullMarked;
