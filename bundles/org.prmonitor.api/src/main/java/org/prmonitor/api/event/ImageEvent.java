package org.prmonitor.api.event;

import org.jspecify.annotations.Nullable;

/** Something happened to an image: a program, a library or a driver in memory. */
public sealed interface ImageEvent extends MonitorEvent permits ImageLoaded {

    /** The process in whose space the image is; null for the kernel's own: a driver. */
    @Nullable ProcessSubject subject();

    /** The image's file as the kernel names it; null where it has no name for it. */
    @Nullable String imagePath();
}
