package org.prmonitor.kotlin

import java.time.Instant
import kotlin.time.Duration
import org.prmonitor.api.event.EventKeys
import org.prmonitor.api.event.LossPlace
import org.prmonitor.api.event.RegistryOperation

/** The keys that a [filter] knows: those of [EventKeys] but for `event` and `time`, which LDAP cannot compare, under the same names. */
public object FilterScope {

    /** The topic, one of [org.prmonitor.api.event.EventTopics]; [events] and [on] ask for it by themselves. */
    public val topic: TextKey = TextKey(EventKeys.TOPIC)

    /** When it happened, compared to the millisecond. */
    public val timestamp: OrderedKey<Instant> = OrderedKey(EventKeys.TIMESTAMP) { it.toEpochMilli().toString() }

    /** The number in the journal. */
    public val sequence: OrderedKey<Long> = long(EventKeys.SEQUENCE)

    /** The channel that brought the event. */
    public val channel: TextKey = TextKey(EventKeys.CHANNEL)

    /** The process that the event is about. */
    public val process: ProcessKeys get() = ProcessKeys

    /** The thread that acted. */
    public val thread: ThreadKeys get() = ThreadKeys

    /** The user. */
    public val user: UserKeys get() = UserKeys

    /** The group. */
    public val group: GroupKeys get() = GroupKeys

    /** The session. */
    public val session: SessionKeys get() = SessionKeys

    /** The process's parent. */
    public val parent: ParentKeys get() = ParentKeys

    /** Who asked for the process, where that is not the parent. */
    public val creator: CreatorKeys get() = CreatorKeys

    /** What runs, or what was loaded. */
    public val image: ImageKeys get() = ImageKeys

    /** What it was started with. */
    public val command: CommandKeys get() = CommandKeys

    /** How it ended. */
    public val exit: ExitKeys get() = ExitKeys

    /** What was done to the registry. */
    public val registry: RegistryKeys get() = RegistryKeys

    /** The bounds of a loss. */
    public val lost: LostKeys get() = LostKeys

    /** The command line, a key's path or a value is longer than what the event has of it. A flag: it stands for itself, as in `!truncated`. */
    public val truncated: EventFilter = flag(EventKeys.TRUNCATED)

    /** The process ran before the channel opened. A flag, as above. */
    public val snapshot: EventFilter = flag(EventKeys.SNAPSHOT)

    /** Keys of the process. */
    public object ProcessKeys {
        /** The process id. */
        public val id: OrderedKey<Long> = long(EventKeys.PROCESS_ID)

        /** Unique for the machine's life. */
        public val key: TextKey = TextKey(EventKeys.PROCESS_KEY)

        /** From its start to its exit, compared to the nanosecond. */
        public val lifetime: OrderedKey<Duration> = OrderedKey(EventKeys.PROCESS_LIFETIME) { it.inWholeNanoseconds.toString() }
    }

    /** Keys of the thread. */
    public object ThreadKeys {
        /** The thread's id. */
        public val id: OrderedKey<Long> = long(EventKeys.THREAD_ID)
    }

    /** Keys of the user. */
    public object UserKeys {
        /** The real user id (Linux). */
        public val id: OrderedKey<Long> = long(EventKeys.USER_ID)

        /** The security identifier (Windows). */
        public val sid: TextKey = TextKey(EventKeys.USER_SID)
    }

    /** Keys of the group. */
    public object GroupKeys {
        /** The real group id (Linux). */
        public val id: OrderedKey<Long> = long(EventKeys.GROUP_ID)
    }

    /** Keys of the session. */
    public object SessionKeys {
        /** The session's id. */
        public val id: OrderedKey<Long> = long(EventKeys.SESSION_ID)
    }

    /** Keys of the parent. */
    public object ParentKeys {
        /** The parent's process id. */
        public val id: OrderedKey<Long> = long(EventKeys.PARENT_ID)

        /** Unique for the machine's life. */
        public val key: TextKey = TextKey(EventKeys.PARENT_KEY)
    }

    /** Keys of the creator. */
    public object CreatorKeys {
        /** The creator's process id. */
        public val id: OrderedKey<Long> = long(EventKeys.CREATOR_ID)
    }

    /** Keys of the image. */
    public object ImageKeys {
        /** The file, as the channel names it. */
        public val path: TextKey = TextKey(EventKeys.IMAGE_PATH)

        /** The address, as 64 bits: in the kernel's half it is negative. */
        public val base: OrderedKey<Long> = long(EventKeys.IMAGE_BASE)

        /** How many bytes of address space it takes. */
        public val size: OrderedKey<Long> = long(EventKeys.IMAGE_SIZE)

        /** Whether the kernel found a signature that it trusts; absent where it did not look. */
        public val signed: EqualKey<Boolean> = EqualKey(EventKeys.IMAGE_SIGNED, Boolean::toString)
    }

    /** Keys of the command line. */
    public object CommandKeys {
        /** The arguments joined by spaces (Linux), or as it was given (Windows). */
        public val line: TextKey = TextKey(EventKeys.COMMAND_LINE)

        /** The arguments one by one (Linux). */
        public val args: TextListKey = TextListKey(EventKeys.COMMAND_ARGS)

        /** It was read after the fact. A flag: it stands for itself. */
        public val bestEffort: EventFilter = flag(EventKeys.BEST_EFFORT)
    }

    /** Keys of the end. */
    public object ExitKeys {
        /** What the process returned; absent where a signal ended it. */
        public val code: OrderedKey<Int> = int(EventKeys.EXIT_CODE)

        /** The signal that ended it; absent where it returned. */
        public val signal: OrderedKey<Int> = int(EventKeys.EXIT_SIGNAL)
    }

    /** Keys of the registry. */
    public object RegistryKeys {
        /** What was done. */
        public val operation: EqualKey<RegistryOperation> = EqualKey(EventKeys.REGISTRY_OPERATION, RegistryOperation::name)

        /** The key's path, before a renaming. */
        public val key: TextKey = TextKey(EventKeys.REGISTRY_KEY)

        /** The key's path after a renaming. */
        public val newKey: TextKey = TextKey(EventKeys.REGISTRY_NEW_KEY)

        /** The value's name; empty for the key's default value. */
        public val value: TextKey = TextKey(EventKeys.REGISTRY_VALUE)

        /** The type of the value that was set, such as `REG_DWORD`. */
        public val type: TextKey = TextKey(EventKeys.REGISTRY_TYPE)

        /** What the value was set to, as text: a number equals its decimal digits, a REG_MULTI_SZ whatever one of its texts does. */
        public val data: TextKey = TextKey(EventKeys.REGISTRY_DATA)

        /** The `NTSTATUS`: from 0 on what succeeded, below what failed. */
        public val status: OrderedKey<Int> = int(EventKeys.REGISTRY_STATUS)
    }

    /** Keys of a loss. */
    public object LostKeys {
        /** How many are missing; absent where nobody could count. */
        public val count: OrderedKey<Long> = long(EventKeys.LOST_COUNT)

        /** The first missing number. */
        public val from: OrderedKey<Long> = long(EventKeys.LOST_FROM)

        /** The last missing number. */
        public val to: OrderedKey<Long> = long(EventKeys.LOST_TO)

        /** Where they were lost. */
        public val where: EqualKey<LossPlace> = EqualKey(EventKeys.LOST_WHERE, LossPlace::label)
    }

    private fun long(name: String) = OrderedKey<Long>(name, Long::toString)

    private fun int(name: String) = OrderedKey<Int>(name, Int::toString)

    private fun flag(name: String) = EventFilter("($name=true)")
}
