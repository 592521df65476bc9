package org.prmonitor.consumer.recorder.internal.ocsf;

import org.prmonitor.api.event.RegistryChanged;

/** What our events are in OCSF: class, and activity within it. */
enum OcsfActivity {
    PROCESS_LAUNCH(OcsfClass.PROCESS_ACTIVITY, 1, "Launch"),
    PROCESS_TERMINATE(OcsfClass.PROCESS_ACTIVITY, 2, "Terminate"),
    /** A process that ran before anybody watched: whoever counts launches must not count it. */
    PROCESS_SNAPSHOT(OcsfClass.PROCESS_ACTIVITY, OcsfActivity.OTHER, "Snapshot"),
    /** OCSF has no class for what a sensor missed. A hole in a recording of processes is looked for among them. */
    EVENTS_LOST(OcsfClass.PROCESS_ACTIVITY, OcsfActivity.OTHER, "Events Lost"),
    MODULE_LOAD(OcsfClass.MODULE_ACTIVITY, 1, "Load"),
    KEY_CREATE(OcsfClass.REGISTRY_KEY_ACTIVITY, 1, "Create"),
    KEY_MODIFY(OcsfClass.REGISTRY_KEY_ACTIVITY, 3, "Modify"),
    KEY_DELETE(OcsfClass.REGISTRY_KEY_ACTIVITY, 4, "Delete"),
    KEY_RENAME(OcsfClass.REGISTRY_KEY_ACTIVITY, 5, "Rename"),
    VALUE_SET(OcsfClass.REGISTRY_VALUE_ACTIVITY, 2, "Set"),
    VALUE_DELETE(OcsfClass.REGISTRY_VALUE_ACTIVITY, 4, "Delete");

    /** The {@code activity_id} that leaves it to the name to say what it is. */
    private static final int OTHER = 99;

    private static final int ACTIVITIES_PER_CLASS = 100;

    private final OcsfClass ocsfClass;
    private final int id;
    private final String caption;
    private final String typeName;

    OcsfActivity(OcsfClass ocsfClass, int id, String caption) {
        this.ocsfClass = ocsfClass;
        this.id = id;
        this.caption = caption;
        typeName = ocsfClass.caption() + ": " + caption;
    }

    /**
     * A change of a value whose name nobody knows is a change of its key, because OCSF's values have names; and so is an
     * operation that came after this was written.
     */
    static OcsfActivity of(RegistryChanged event) {
        return switch (event.operation()) {
            case KEY_CREATED -> KEY_CREATE;
            case KEY_DELETED -> KEY_DELETE;
            case KEY_RENAMED -> KEY_RENAME;
            case VALUE_SET -> event.valueName() == null ? KEY_MODIFY : VALUE_SET;
            case VALUE_DELETED -> event.valueName() == null ? KEY_MODIFY : VALUE_DELETE;
            default -> KEY_MODIFY;
        };
    }

    OcsfClass ocsfClass() {
        return ocsfClass;
    }

    /** {@code activity_id}. */
    int id() {
        return id;
    }

    /** {@code activity_name}. */
    String caption() {
        return caption;
    }

    /** {@code type_uid}. */
    int typeUid() {
        return ocsfClass.uid() * ACTIVITIES_PER_CLASS + id;
    }

    /** {@code type_name}. */
    String typeName() {
        return typeName;
    }
}
