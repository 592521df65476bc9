package org.prmonitor.nativeaccess.internal.windows.device;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import org.prmonitor.api.event.EventType;

/**
 * The driver's state, and the session of the file object that asked: {@code prm_statistics}.
 *
 * @param capabilities {@code PRM_CAN_*}
 * @param sessions open now, on all file objects
 * @param processStatus NTSTATUS of the watch's registration
 * @param imageStatus as {@code processStatus}
 * @param registryStatus as {@code processStatus}
 * @param ringBytes of this session, 0 without one
 * @param seen by this session
 * @param delivered to this session
 * @param lost by this session
 * @param waitingRecords in this session's ring
 */
public record DriverStatistics(
        int capabilities,
        int sessions,
        int processStatus,
        int imageStatus,
        int registryStatus,
        int ringBytes,
        long seen,
        long delivered,
        long lost,
        long waitingRecords) {

    static DriverStatistics read(ByteBuffer memory) {
        return new DriverStatistics(
                memory.getInt(ControlLayout.STATISTICS_CAPABILITIES),
                memory.getInt(ControlLayout.STATISTICS_SESSIONS),
                memory.getInt(ControlLayout.STATISTICS_PROCESS_STATUS),
                memory.getInt(ControlLayout.STATISTICS_IMAGE_STATUS),
                memory.getInt(ControlLayout.STATISTICS_REGISTRY_STATUS),
                memory.getInt(ControlLayout.STATISTICS_RING_BYTES),
                memory.getLong(ControlLayout.STATISTICS_SEEN),
                memory.getLong(ControlLayout.STATISTICS_DELIVERED),
                memory.getLong(ControlLayout.STATISTICS_LOST),
                memory.getLong(ControlLayout.STATISTICS_WAITING_RECORDS));
    }

    /** What this kernel lets the driver watch. */
    public Set<EventType> watched() {
        var types = EnumSet.noneOf(EventType.class);
        if ((capabilities & ControlLayout.CAN_WATCH_PROCESSES) != 0) {
            types.add(EventType.STARTED);
            types.add(EventType.EXITED);
        }
        if ((capabilities & ControlLayout.CAN_WATCH_IMAGES) != 0) {
            types.add(EventType.IMAGES);
        }
        if ((capabilities & ControlLayout.CAN_WATCH_REGISTRY) != 0) {
            types.add(EventType.REGISTRY);
        }
        return types;
    }

    /**
     * Which of these types cannot be watched, and the kernel's reason, such as {@code registry (NTSTATUS 0xC0000002)}; empty
     * for none. What no Windows has is not among them.
     */
    public String unwatched(Set<EventType> types) {
        var text = new StringJoiner(", ");
        add(text, types, EnumSet.of(EventType.STARTED, EventType.EXITED), "processes", processStatus);
        add(text, types, EnumSet.of(EventType.IMAGES), "images", imageStatus);
        add(text, types, EnumSet.of(EventType.REGISTRY), "registry", registryStatus);
        return text.toString();
    }

    private void add(StringJoiner text, Set<EventType> asked, Set<EventType> family, String name, int status) {
        var watched = watched();
        if (family.stream().anyMatch(type -> asked.contains(type) && !watched.contains(type))) {
            text.add(String.format(Locale.ROOT, "%s (NTSTATUS 0x%08X)", name, status));
        }
    }
}
