@NullMarked
package org.prmonitor.nativeaccess.internal.linux.bpf;

import org.jspecify.annotations.NullMarked;
