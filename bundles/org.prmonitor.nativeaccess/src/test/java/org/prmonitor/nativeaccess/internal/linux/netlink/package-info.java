@NullMarked
package org.prmonitor.nativeaccess.internal.linux.netlink;

import org.jspecify.annotations.NullMarked;
