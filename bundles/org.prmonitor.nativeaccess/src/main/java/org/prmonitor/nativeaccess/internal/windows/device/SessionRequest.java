package org.prmonitor.nativeaccess.internal.windows.device;

import java.nio.ByteBuffer;
import java.util.Set;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.event.EventType;
import org.prmonitor.nativeaccess.internal.wire.WireLayout;

/**
 * What a session is to watch: {@code prm_start} but for its event.
 *
 * @param types {@code PRM_TYPE_MASK} of each type
 * @param ringBytes within the driver's bounds
 * @param excludedProcessId whose events are left out, as an unsigned number; 0 for nobody's
 */
public record SessionRequest(int types, int ringBytes, int excludedProcessId) {

    /** What this driver can report of what is asked; a ring out of its bounds becomes the least or the largest there is. */
    public static SessionRequest of(ChannelOptions options) {
        var ring = Math.max(ControlLayout.RING_MIN, Math.min(ControlLayout.RING_MAX, options.ringBytes()));
        return new SessionRequest(mask(options.types()), ring, (int) options.excludedProcessId());
    }

    private static int mask(Set<EventType> types) {
        var mask = 0;
        for (var type : types) {
            mask |= switch (type) {
                case STARTED -> 1 << WireLayout.PROCESS_STARTED;
                case EXITED -> 1 << WireLayout.PROCESS_EXITED;
                case IMAGES -> 1 << WireLayout.IMAGE_LOADED;
                case REGISTRY -> 1 << WireLayout.REGISTRY_CHANGED;
                case FORKED -> 0;
            };
        }
        return mask;
    }

    /** Writes {@code prm_start}. */
    void write(ByteBuffer memory, long event) {
        memory.putInt(ControlLayout.START_CONTROL, ControlLayout.CONTROL_VERSION)
                .putInt(ControlLayout.START_TYPES, types)
                .putLong(ControlLayout.START_EVENT, event)
                .putInt(ControlLayout.START_RING_BYTES, ringBytes)
                .putInt(ControlLayout.START_FILTER, excludedProcessId == 0 ? ControlLayout.EVERY_PROCESS : ControlLayout.WITHOUT_PROCESS)
                .putInt(ControlLayout.START_PROCESS_ID, excludedProcessId);
    }
}
