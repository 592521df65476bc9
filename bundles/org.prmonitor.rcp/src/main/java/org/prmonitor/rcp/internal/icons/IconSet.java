package org.prmonitor.rcp.internal.icons;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.swt.graphics.Device;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageDataProvider;

/** The icons as images for one kind of surroundings; made when first asked for. On the thread of the user interface only. */
public final class IconSet implements AutoCloseable {

    private static final int DOUBLE_ZOOM = 200;
    private static final int SINGLE_ZOOM = 100;

    private final Device device;
    private final boolean dark;
    private final Map<Icon, Image> images = new EnumMap<>(Icon.class);

    /**
     * Icons for a device.
     *
     * @param dark whether they stand on a dark ground
     */
    public IconSet(Device device, boolean dark) {
        this.device = device;
        this.dark = dark;
    }

    /** Whether these are drawn for a dark ground. */
    public boolean isDark() {
        return dark;
    }

    /** The image; it belongs to this set and must not be disposed of by anyone else. */
    public Image get(Icon icon) {
        return images.computeIfAbsent(icon, this::create);
    }

    private Image create(Icon icon) {
        // SWT asks for 100 and for the screen's zoom, and scales the nearest where it is told that there is none.
        ImageDataProvider pictures = zoom -> switch (zoom) {
            case SINGLE_ZOOM -> picture(icon, "");
            case DOUBLE_ZOOM -> picture(icon, "@2x");
            default -> null;
        };
        return new Image(device, pictures);
    }

    private ImageData picture(Icon icon, String density) {
        var path = "/icons/" + (dark ? "dark/" : "light/") + icon.fileName() + density + ".png";
        try (var stream = IconSet.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException("the bundle has no " + path + ": it was not built whole");
            }
            return new ImageData(stream);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("read " + path + " of the bundle", unreadable);
        }
    }

    /** Disposes of all images: no widget may show one any more. */
    @Override
    public void close() {
        images.values().forEach(Image::dispose);
        images.clear();
    }
}
