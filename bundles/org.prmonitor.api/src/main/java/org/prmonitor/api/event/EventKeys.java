package org.prmonitor.api.event;

/**
 * The keys of {@link MonitorEvent#properties()}. They are part of the API: the same in EventAdmin, in LDAP filters and
 * in JSON. Each constant names the value's type; {@link Long} keeps a filter such as {@code (process.id>=100)} numeric.
 */
public final class EventKeys {

    /** {@link String}: the topic, one of {@link EventTopics}. EventAdmin's own key. */
    public static final String TOPIC = "event.topics";
    /** {@link MonitorEvent}: the typed record itself. EventAdmin's own key; not in JSON. */
    public static final String EVENT = "event";
    /** {@link Long}: milliseconds since 1970-01-01 UTC. EventAdmin's own key. */
    public static final String TIMESTAMP = "timestamp";
    /** {@link java.time.Instant}: the same moment to the nanosecond. */
    public static final String TIME = "time";
    /** {@link Long}: the event's number in the journal. */
    public static final String SEQUENCE = "sequence";
    /** {@link String}: the channel that brought the event. */
    public static final String CHANNEL = "channel";

    /** {@link Long}: the process (on Linux, the thread group) in the root PID namespace. */
    public static final String PROCESS_ID = "process.id";
    /** {@link String}: {@link ProcessKey#toString()}, unique for the machine's life. */
    public static final String PROCESS_KEY = "process.key";
    /** {@link Long}: the thread that acted. */
    public static final String THREAD_ID = "thread.id";
    /** {@link Long}: the real user id, in the root user namespace (Linux). */
    public static final String USER_ID = "user.id";
    /** {@link Long}: the real group id, in the root user namespace (Linux). */
    public static final String GROUP_ID = "group.id";
    /** {@link String}: the user's security identifier (Windows). */
    public static final String USER_SID = "user.sid";
    /** {@link Long}: the session. */
    public static final String SESSION_ID = "session.id";

    /** {@link Long}: the parent's process id. */
    public static final String PARENT_ID = "parent.id";
    /** {@link String}: the parent's key. */
    public static final String PARENT_KEY = "parent.key";
    /** {@link Long}: the process that asked for the new one, where that is not the parent. */
    public static final String CREATOR_ID = "creator.id";
    /** {@link String}: the executable, as the channel names it. */
    public static final String IMAGE_PATH = "image.path";
    /** {@link String}: the arguments joined by spaces (Linux), or the command line as given (Windows). */
    public static final String COMMAND_LINE = "command.line";
    /** {@code List<String>}: the arguments one by one; absent where the kernel knows one string only (Windows). */
    public static final String COMMAND_ARGS = "command.args";
    /**
     * {@link Boolean}, present and true only where {@link #COMMAND_LINE} is shorter than what the process got, or
     * {@link #REGISTRY_DATA} or {@link #REGISTRY_KEY} than what the registry was given.
     */
    public static final String TRUNCATED = "truncated";
    /** {@link Boolean}, present and true only where the command line was read after the fact, not by the kernel. */
    public static final String BEST_EFFORT = "command.besteffort";
    /** {@link Boolean}, present and true only on a {@link ProcessStarted} for a process that ran before the channel opened. */
    public static final String SNAPSHOT = "snapshot";

    /**
     * {@link Integer}: what the process returned; absent where a signal ended it. On Windows all 32 bits of the exit status,
     * so that an {@code NTSTATUS} that says error is negative.
     */
    public static final String EXIT_CODE = "exit.code";
    /** {@link Integer}: the signal that ended the process; absent where it returned. */
    public static final String EXIT_SIGNAL = "exit.signal";
    /** {@link Long}: nanoseconds from the process's start to its exit. */
    public static final String PROCESS_LIFETIME = "process.lifetime";

    /** {@link Long}: the address that the image was mapped to, as 64 bits: in the kernel's half of the space it is negative. */
    public static final String IMAGE_BASE = "image.base";
    /** {@link Long}: how many bytes of address space the image takes. */
    public static final String IMAGE_SIZE = "image.size";
    /** {@link Boolean}: whether the kernel found a signature that it trusts; absent where it did not look. */
    public static final String IMAGE_SIGNED = "image.signed";

    /** {@link String}: what was done, {@link RegistryOperation#name()}, the last part of the topic. */
    public static final String REGISTRY_OPERATION = "registry.operation";
    /** {@link String}: the key's path as the kernel names it, such as {@code \REGISTRY\MACHINE\SOFTWARE}; before a renaming. */
    public static final String REGISTRY_KEY = "registry.key";
    /** {@link String}: the key's path after a renaming. */
    public static final String REGISTRY_NEW_KEY = "registry.newkey";
    /** {@link String}: the value's name, which is empty for the key's default value; absent where no value was touched. */
    public static final String REGISTRY_VALUE = "registry.value";
    /** {@link String}: the type of the value that was set, such as {@code REG_DWORD}; {@link RegistryData#typeName()}. */
    public static final String REGISTRY_TYPE = "registry.type";
    /**
     * What the value was set to, {@link RegistryData#value()}: {@link String} for text (REG_SZ, REG_EXPAND_SZ, REG_LINK),
     * {@link Long} for numbers (REG_DWORD, REG_DWORD_BIG_ENDIAN, REG_QWORD), {@code List<String>} for REG_MULTI_SZ, and for
     * everything else, and where the bytes are not what the type says, a {@link String} of lower-case hexadecimal digits.
     */
    public static final String REGISTRY_DATA = "registry.data";
    /**
     * {@link Integer}: the operation's final {@code NTSTATUS} as 32 bits, so that {@code (registry.status>=0)} is what
     * succeeded and {@code (registry.status<=-1)} what failed.
     */
    public static final String REGISTRY_STATUS = "registry.status";

    /** {@link Long}: how many events are missing; absent where nobody could count. */
    public static final String LOST_COUNT = "lost.count";
    /** {@link Long}: the first missing sequence number. */
    public static final String LOST_FROM = "lost.from";
    /** {@link Long}: the last missing sequence number. */
    public static final String LOST_TO = "lost.to";
    /** {@link String}: where they were lost, {@link LossPlace#label()}. */
    public static final String LOST_WHERE = "lost.where";

    private EventKeys() {}
}
