@NullMarked
package org.prmonitor.itest.lifecycle.internal;

import org.jspecify.annotations.NullMarked;
