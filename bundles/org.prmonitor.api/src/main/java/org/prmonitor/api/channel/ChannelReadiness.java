package org.prmonitor.api.channel;

import org.jspecify.annotations.Nullable;

/**
 * Whether a channel would open here.
 *
 * @param ready it would
 * @param detail what was found: the kernel, the rights, or the system's own error
 * @param remedy what the user can do where it would not; null for nothing
 */
public record ChannelReadiness(boolean ready, String detail, @Nullable String remedy) {

    /**
     * It would open.
     *
     * @param detail what was found: the kernel, the rights
     * @return ready, with nothing to do
     */
    public static ChannelReadiness ready(String detail) {
        return new ChannelReadiness(true, detail, null);
    }

    /**
     * It would not, and this is why.
     *
     * @param reason what trying it brought
     * @return not ready, with the reason's message and remedy
     */
    public static ChannelReadiness notReady(ChannelException reason) {
        return new ChannelReadiness(false, String.valueOf(reason.getMessage()), reason.remedy());
    }
}
