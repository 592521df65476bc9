package org.prmonitor.consumer.recorder.internal.ocsf;

/** The event classes in use, all of category 1, System Activity. Those of the Windows extension have its number before theirs. */
enum OcsfClass {
    PROCESS_ACTIVITY(1007, "Process Activity", false),
    MODULE_ACTIVITY(1005, "Module Activity", false),
    REGISTRY_KEY_ACTIVITY(201001, "Registry Key Activity", true),
    REGISTRY_VALUE_ACTIVITY(201002, "Registry Value Activity", true);

    static final int CATEGORY_UID = 1;
    static final String CATEGORY_NAME = "System Activity";

    private final int uid;
    private final String caption;
    private final boolean ofWindows;

    OcsfClass(int uid, String caption, boolean ofWindows) {
        this.uid = uid;
        this.caption = caption;
        this.ofWindows = ofWindows;
    }

    /** {@code class_uid}. */
    int uid() {
        return uid;
    }

    /** {@code class_name}. */
    String caption() {
        return caption;
    }

    /** Whether it belongs to the Windows extension, which the metadata then names. */
    boolean isOfWindows() {
        return ofWindows;
    }
}
