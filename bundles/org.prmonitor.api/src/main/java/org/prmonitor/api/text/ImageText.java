package org.prmonitor.api.text;

import java.util.Map;
import org.prmonitor.api.event.EventKeys;

/** What {@link org.prmonitor.api.event.ImageLoaded} says, in words. */
public final class ImageText {

    private ImageText() {}

    /**
     * {@return text such as {@code \Windows\System32\ntdll.dll at 0x7ffb12340000, 2064384 bytes, signed}, with {@code driver}
     * before it where it has no process} Not escaped.
     *
     * @param properties the event's
     */
    public static String of(Map<String, Object> properties) {
        var text = new StringBuilder();
        if (!properties.containsKey(EventKeys.PROCESS_ID)) {
            text.append("driver ");
        }
        var path = properties.get(EventKeys.IMAGE_PATH);
        text.append(path == null ? "?" : path);
        if (properties.get(EventKeys.IMAGE_BASE) instanceof Number base) {
            text.append(" at 0x").append(Long.toHexString(base.longValue()));
        }
        if (properties.get(EventKeys.IMAGE_SIZE) instanceof Number size) {
            text.append(", ").append(size).append(" bytes");
        }
        if (properties.get(EventKeys.IMAGE_SIGNED) instanceof Boolean signed) {
            text.append(signed ? ", signed" : ", not signed");
        }
        return text.toString();
    }
}
