package org.prmonitor.nativeaccess.internal.linux.netlink;

import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.CommandLine;

/** What {@code /proc} shows of the image that a process runs; null is what came too late. */
record ImageDetails(@Nullable String path, @Nullable CommandLine commandLine) {

    static final ImageDetails NONE = new ImageDetails(null, null);
}
