@NullMarked
package org.prmonitor.shell.internal;

import org.jspecify.annotations.NullMarked;
