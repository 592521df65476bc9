/** The channel {@code linux-netlink}: the kernel's process connector (drivers/connector/cn_proc.c). */
@NullMarked
package org.prmonitor.nativeaccess.internal.linux.netlink;

import org.jspecify.annotations.NullMarked;
