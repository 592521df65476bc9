package org.prmonitor.nativeaccess.internal.windows.device;

/** Codes, offsets and sizes of {@code prmonitor_windows.h}, in bytes; a test compares them with the header. */
final class ControlLayout {

    /** {@code PRM_DEVICE_NAME}, as a path. */
    static final String DEVICE_PATH = "\\\\.\\PRMonitor";

    static final int CONTROL_VERSION = 1;

    static final int VERSION = 0x8337E000;
    static final int STARTHOOK = 0x8337E004;
    static final int GETINFO = 0x8337E008;
    static final int STOPHOOK = 0x8337E00C;
    static final int STATS = 0x8337E010;

    static final int VERSION_SIZE = 16;
    static final int VERSION_CONTROL = 0;
    static final int VERSION_WIRE = 4;
    static final int VERSION_MAJOR = 8;
    static final int VERSION_MINOR = 10;
    static final int VERSION_PATCH = 12;
    static final int VERSION_FLAGS = 14;
    static final int VERSION_TEST = 0x01;

    static final int START_SIZE = 32;
    static final int START_CONTROL = 0;
    static final int START_TYPES = 4;
    static final int START_EVENT = 8;
    static final int START_RING_BYTES = 16;
    static final int START_FILTER = 20;
    static final int START_PROCESS_ID = 24;

    static final int EVERY_PROCESS = 0;
    static final int WITHOUT_PROCESS = 1;

    static final int RING_MIN = 256 << 10;
    static final int RING_MAX = 64 << 20;

    static final int STATISTICS_SIZE = 72;
    static final int STATISTICS_CAPABILITIES = 0;
    static final int STATISTICS_SESSIONS = 4;
    static final int STATISTICS_PROCESS_STATUS = 8;
    static final int STATISTICS_IMAGE_STATUS = 12;
    static final int STATISTICS_REGISTRY_STATUS = 16;
    static final int STATISTICS_RING_BYTES = 20;
    static final int STATISTICS_SEEN = 32;
    static final int STATISTICS_DELIVERED = 40;
    static final int STATISTICS_LOST = 48;
    static final int STATISTICS_WAITING_RECORDS = 56;

    static final int CAN_WATCH_PROCESSES = 0x01;
    static final int CAN_WATCH_IMAGES = 0x02;
    static final int CAN_WATCH_REGISTRY = 0x04;

    private ControlLayout() {}
}
