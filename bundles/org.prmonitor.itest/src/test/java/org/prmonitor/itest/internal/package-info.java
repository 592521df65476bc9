@NullMarked
package org.prmonitor.itest.internal;

import org.jspecify.annotations.NullMarked;
