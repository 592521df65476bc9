package org.prmonitor.api.event;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An image was mapped (Windows: {@code PsSetLoadImageNotifyRoutine}): a process got its program or a library, or the kernel
 * got a driver.
 *
 * @param header sequence, time, channel
 * @param subject the process into whose space it was mapped; null for the kernel's own: a driver, which has none of the
 *     keys of a process
 * @param imagePath the file as the kernel names it, such as {@code \Device\HarddiskVolume3\Windows\System32\ntdll.dll}
 * @param base the address that it was mapped to, as 64 bits: in the kernel's half of the space it is negative
 * @param size how many bytes of address space it takes
 * @param signed whether the kernel found a signature that it trusts; null where it did not look, as it does not unless
 *     code integrity asks for it
 */
public record ImageLoaded(
        EventHeader header,
        @Nullable ProcessSubject subject,
        @Nullable String imagePath,
        long base,
        long size,
        @Nullable Boolean signed)
        implements ImageEvent {

    private static final EventSchema<ImageLoaded> SCHEMA = EventSchema.about(ImageLoaded::subject)
            .with(EventKeys.IMAGE_PATH, ImageLoaded::imagePath)
            .with(EventKeys.IMAGE_BASE, ImageLoaded::base)
            .with(EventKeys.IMAGE_SIZE, ImageLoaded::size)
            .with(EventKeys.IMAGE_SIGNED, ImageLoaded::signed);

    /**
     * Refuses a missing header.
     *
     * @param header the record's component
     * @param subject the record's component
     * @param imagePath the record's component
     * @param base the record's component
     * @param size the record's component
     * @param signed the record's component
     */
    public ImageLoaded {
        Objects.requireNonNull(header, "header");
    }

    @Override
    public String topic() {
        return EventTopics.IMAGE_LOADED;
    }

    @Override
    public Map<String, Object> properties() {
        return SCHEMA.view(this);
    }
}
