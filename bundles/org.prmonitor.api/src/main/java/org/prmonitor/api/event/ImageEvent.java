package org.prmonitor.api.event;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Something happened to an image: a program, a library or a driver in memory. */
@ProviderType
public sealed interface ImageEvent extends MonitorEvent permits ImageLoaded {

    /** {@return the process in whose space the image is; null for the kernel's own: a driver} */
    @Nullable ProcessSubject subject();

    /** {@return the image's file as the kernel names it; null where it has no name for it} */
    @Nullable String imagePath();
}
