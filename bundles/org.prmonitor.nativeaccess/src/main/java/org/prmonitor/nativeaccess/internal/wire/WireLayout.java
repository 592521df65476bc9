package org.prmonitor.nativeaccess.internal.wire;

/** Offsets and sizes of {@code prmonitor_wire.h} and {@code prmonitor_linux.h}, in bytes; a test compares them with the headers. */
public final class WireLayout {

    /** {@code PRM_WIRE_VERSION}. */
    public static final int VERSION = 1;

    /** {@code PRM_PROCESS_STARTED}. */
    public static final int PROCESS_STARTED = 1;

    /** {@code PRM_PROCESS_FORKED}. */
    public static final int PROCESS_FORKED = 2;

    /** {@code PRM_PROCESS_EXITED}. */
    public static final int PROCESS_EXITED = 3;

    /** {@code PRM_RECORD_MAX}. */
    public static final int RECORD_MAX = 80 + 4096 + 16384;

    /** {@code sizeof(struct prm_counters)}. */
    public static final int COUNTERS_SIZE = 16448;

    static final int FLAG_ARGUMENTS_TRUNCATED = 0x01;
    static final int FLAG_ARGUMENTS_UNREADABLE = 0x04;

    static final int HEADER_SIZE = 24;
    static final int HEADER_TYPE = 4;
    static final int HEADER_VERSION = 5;
    static final int HEADER_FLAGS = 6;
    static final int HEADER_TIME = 8;
    static final int HEADER_LOST = 16;

    static final int SUBJECT = HEADER_SIZE;
    static final int SUBJECT_START_TIME = SUBJECT;
    static final int SUBJECT_PROCESS_ID = SUBJECT + 8;
    static final int SUBJECT_THREAD_ID = SUBJECT + 12;
    static final int SUBJECT_USER_ID = SUBJECT + 16;
    static final int SUBJECT_GROUP_ID = SUBJECT + 20;
    static final int SUBJECT_SESSION_ID = SUBJECT + 24;

    static final int PARENT = SUBJECT + 32;
    static final int PARENT_START_TIME = PARENT;
    static final int PARENT_PROCESS_ID = PARENT + 8;
    static final int PARENT_CREATOR_ID = PARENT + 12;

    static final int FORKED_SIZE = PARENT + 16;

    static final int STARTED_IMAGE_LENGTH = FORKED_SIZE;
    static final int STARTED_ARGUMENTS_LENGTH = FORKED_SIZE + 2;
    static final int STARTED_SIZE = FORKED_SIZE + 8;

    static final int EXITED_STATUS = FORKED_SIZE;
    static final int EXITED_SIZE = FORKED_SIZE + 8;

    static final int COUNTERS_LOST = 0;
    static final int COUNTERS_SLOTS = 64;
    static final int COUNTERS_SLOT_SIZE = 64;

    private WireLayout() {}
}
