package org.prmonitor.nativeaccess.internal.wire;

/**
 * Offsets, sizes and numbers of {@code prmonitor_wire.h}, of {@code prmonitor_linux.h}, and of what GETINFO gives in {@code
 * prmonitor_windows.h}, under the headers' own names; bytes. A test compares them with the headers.
 */
public final class WireLayout {

    public static final int VERSION = 1;
    public static final int RECORD_MAX = 80 + 4096 + 16384;
    public static final int WINDOWS_RECORD_MAX = 80 + 2 * 65534 + 4096 + 68;
    public static final int VALUE_DATA_MAX = 4096;
    public static final int SID_MAX = 68;
    public static final int UNKNOWN = 0xffff_ffff;

    public static final int PROCESS_STARTED = 1;
    public static final int PROCESS_FORKED = 2;
    public static final int PROCESS_EXITED = 3;
    public static final int IMAGE_LOADED = 4;
    public static final int REGISTRY_CHANGED = 5;

    public static final int FLAG_ARGUMENTS_TRUNCATED = 0x01;
    public static final int FLAG_ARGUMENTS_UNREADABLE = 0x04;
    public static final int FLAG_KEY_TRUNCATED = 0x10;
    public static final int FLAG_STATUS_UNKNOWN = 0x20;

    public static final int HEADER_SIZE = 24;
    public static final int HEADER_TYPE = 4;
    public static final int HEADER_VERSION = 5;
    public static final int HEADER_FLAGS = 6;
    public static final int HEADER_TIME = 8;
    public static final int HEADER_LOST = 16;

    public static final int SUBJECT = HEADER_SIZE;
    public static final int SUBJECT_START_TIME = SUBJECT;
    public static final int SUBJECT_PROCESS_ID = SUBJECT + 8;
    public static final int SUBJECT_THREAD_ID = SUBJECT + 12;
    public static final int SUBJECT_USER_ID = SUBJECT + 16;
    public static final int SUBJECT_GROUP_ID = SUBJECT + 20;
    public static final int SUBJECT_SESSION_ID = SUBJECT + 24;
    public static final int SUBJECT_SID_LENGTH = SUBJECT + 28;
    public static final int SUBJECT_END = SUBJECT + 32;

    public static final int PARENT = SUBJECT_END;
    public static final int PARENT_START_TIME = PARENT;
    public static final int PARENT_PROCESS_ID = PARENT + 8;
    public static final int PARENT_CREATOR_ID = PARENT + 12;

    public static final int FORKED_SIZE = PARENT + 16;

    public static final int STARTED_IMAGE_LENGTH = FORKED_SIZE;
    public static final int STARTED_ARGUMENTS_LENGTH = FORKED_SIZE + 2;
    public static final int STARTED_SIZE = FORKED_SIZE + 8;

    public static final int EXITED_STATUS = FORKED_SIZE;
    public static final int EXITED_SIZE = FORKED_SIZE + 8;

    public static final int IMAGE_BASE = SUBJECT_END;
    public static final int IMAGE_IMAGE_SIZE = SUBJECT_END + 8;
    public static final int IMAGE_FLAGS = SUBJECT_END + 16;
    public static final int IMAGE_PATH_LENGTH = SUBJECT_END + 20;
    public static final int IMAGE_SIGNATURE_LEVEL = SUBJECT_END + 22;
    public static final int IMAGE_SIZE = SUBJECT_END + 24;

    public static final int IMAGE_KERNEL = 0x01;

    public static final int REGISTRY_STATUS = SUBJECT_END;
    public static final int REGISTRY_VALUE_TYPE = SUBJECT_END + 4;
    public static final int REGISTRY_DATA_SIZE = SUBJECT_END + 8;
    public static final int REGISTRY_KEY_LENGTH = SUBJECT_END + 12;
    public static final int REGISTRY_NAME_LENGTH = SUBJECT_END + 14;
    public static final int REGISTRY_DATA_LENGTH = SUBJECT_END + 16;
    public static final int REGISTRY_OPERATION = SUBJECT_END + 18;
    public static final int REGISTRY_SIZE = SUBJECT_END + 24;

    public static final int KEY_CREATED = 1;
    public static final int KEY_DELETED = 2;
    public static final int KEY_RENAMED = 3;
    public static final int VALUE_SET = 4;
    public static final int VALUE_DELETED = 5;

    public static final int COUNTERS_LOST = 0;
    public static final int COUNTERS_SLOTS = 64;
    public static final int COUNTERS_SLOT_SIZE = 64;
    public static final int COUNTERS_SIZE = 16448;

    public static final int BATCH_RECORDS = 0;
    public static final int BATCH_BYTES = 4;
    public static final int BATCH_WAITING_RECORDS = 8;
    public static final int BATCH_WAITING_BYTES = 12;
    public static final int BATCH_LOST = 16;
    public static final int BATCH_SIZE = 24;

    /** Every record of a batch begins at a multiple of this. */
    public static final int BATCH_ALIGNMENT = 8;

    private WireLayout() {}
}
