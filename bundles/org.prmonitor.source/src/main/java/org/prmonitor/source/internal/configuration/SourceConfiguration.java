package org.prmonitor.source.internal.configuration;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.prmonitor.api.MonitorEventSource;

/**
 * What can be set under {@link MonitorEventSource#PID}, as Metatype shows it. The values are read by
 * {@link SettingsParser}, which refuses what makes no sense; the defaults here are {@link SourceSettings}' own.
 */
@ObjectClassDefinition(
        name = "PRMonitor event source",
        description = "What the kernel sees processes do, and how much of it is kept. A change takes effect at once; "
                + "a value that makes no sense is refused in the log, and the one before stays.")
public @interface SourceConfiguration {

    /** See {@link SourceSettings#channel()}. */
    @AttributeDefinition(
            name = "Channel",
            description = "The way into the kernel: auto for the best that opens here, or a channel's name such as "
                    + "linux-ebpf, linux-netlink or process-polling. A channel that is not there is waited for.")
    String channel() default SourceSettings.AUTO;

    /** See {@link SourceSettings#types()}. */
    @AttributeDefinition(
            name = "Event types",
            description = "What is published. Losses always are.",
            options = {
                @Option(label = "A process runs a new image", value = "started"),
                @Option(label = "A process was copied (Linux)", value = "forked"),
                @Option(label = "A process ended", value = "exited"),
                @Option(label = "An image was mapped (Windows)", value = "images"),
                @Option(label = "The registry was changed (Windows)", value = "registry")
            })
    String[] types() default {"started", "exited"};

    /** See {@link SourceSettings#filter()}. */
    @AttributeDefinition(
            name = "Filter",
            description = "An LDAP filter on the events' properties, such as (image.path=*/bash); empty for all events. "
                    + "Losses always pass.",
            required = false)
    String filter() default "";

    /** See {@link SourceSettings#ringBytes()}. */
    @AttributeDefinition(
            name = "Kernel ring",
            description = "The size of the kernel's ring in bytes. A larger one survives a longer stall of this process.",
            type = AttributeType.INTEGER,
            min = "" + SourceSettings.MIN_RING_BYTES,
            max = "" + SourceSettings.MAX_RING_BYTES)
    int ringBytes() default SourceSettings.DEFAULT_RING_BYTES;

    /** See {@link SourceSettings#journalEvents()}. */
    @AttributeDefinition(
            name = "Journal",
            description = "How many events are kept in memory for consumers that are slower than the kernel.",
            type = AttributeType.INTEGER,
            min = "" + SourceSettings.MIN_JOURNAL_EVENTS,
            max = "" + SourceSettings.MAX_JOURNAL_EVENTS)
    int journalEvents() default SourceSettings.DEFAULT_JOURNAL_EVENTS;

    /** See {@link SourceSettings#lingerMillis()}. */
    @AttributeDefinition(
            name = "Linger",
            description = "How many milliseconds are waited after the kernel's signal, so that one wake-up serves many "
                    + "events; four times as many while a burst goes on. 0 for the lowest latency at several times the processor "
                    + "time. Channels that look things up after the fact never wait.",
            type = AttributeType.INTEGER,
            min = "0",
            max = "" + SourceSettings.MAX_LINGER_MILLIS)
    int lingerMillis() default SourceSettings.DEFAULT_LINGER_MILLIS;

    /** See {@link SourceSettings#snapshot()}. */
    @AttributeDefinition(
            name = "Report running processes",
            description = "Whether the processes that run already are reported first, as starts marked as a snapshot.",
            type = AttributeType.BOOLEAN)
    boolean snapshot() default false;

    /** See {@link SourceSettings#processTable()}. */
    @AttributeDefinition(
            name = "Process table",
            description = "Whether a table of the running processes is kept, from which exits get their image and "
                    + "command line. Needs starts, forks and exits from the kernel, published or not.",
            type = AttributeType.BOOLEAN)
    boolean processTable() default true;

    /** See {@link SourceSettings#processTableSize()}. */
    @AttributeDefinition(
            name = "Process table size",
            description = "How many processes the table keeps; when it is full the oldest row goes.",
            type = AttributeType.INTEGER,
            min = "" + SourceSettings.MIN_TABLE_SIZE,
            max = "" + SourceSettings.MAX_TABLE_SIZE)
    int processTableSize() default SourceSettings.DEFAULT_TABLE_SIZE;

    /** See {@link SourceSettings#excludeSelf()}. */
    @AttributeDefinition(
            name = "Leave this process out",
            description = "Whether the events of this Java process itself are left out; its children's are not.",
            type = AttributeType.BOOLEAN)
    boolean excludeSelf() default false;

    /** See {@link SourceSettings#cursorMinutes()}. */
    @AttributeDefinition(
            name = "Kept places",
            description = "For how many minutes a listener's place in the journal is kept while its bundle is away; 0 for not at all. "
                    + "On disk (resume = DURABLE) it stays beyond that.",
            type = AttributeType.INTEGER,
            min = "0",
            max = "" + SourceSettings.MAX_CURSOR_MINUTES)
    int cursorMinutes() default SourceSettings.DEFAULT_CURSOR_MINUTES;

    /** See {@link SourceSettings#listenerThreads()}. */
    @AttributeDefinition(
            name = "Listener threads",
            description = "What each listener runs on; holds for those that start from now on. Virtual threads cost less; "
                    + "platform threads keep listeners that compute for long from holding up others.",
            options = {
                @Option(label = "Virtual on Java 24 and later, otherwise platform", value = "auto"),
                @Option(label = "Virtual on Java 21 and later, otherwise platform", value = "virtual"),
                @Option(label = "Platform", value = "platform")
            })
    String listenerThreads() default "auto";

    /** See {@link SourceSettings#durableDirectory()}. */
    @AttributeDefinition(
            name = "Folder of the journal on disk",
            description = "Where events are kept for listeners with resume = DURABLE: an absolute path; empty for the bundle's own "
                    + "data area. A change starts the source again where there is a journal to go on with.",
            required = false)
    String durableDirectory() default "";

    /** See {@link SourceSettings#durableBytes()}. */
    @AttributeDefinition(
            name = "Size of the journal on disk",
            description = "How many bytes it may take. Where durable listeners are further behind, they lose the oldest events.",
            type = AttributeType.LONG,
            min = "" + SourceSettings.MIN_DURABLE_BYTES,
            max = "" + SourceSettings.MAX_DURABLE_BYTES)
    long durableBytes() default SourceSettings.DEFAULT_DURABLE_BYTES;

    /** See {@link SourceSettings#durableSync()}. */
    @AttributeDefinition(
            name = "When the journal on disk is synced",
            description = "Whatever this says, it survives the end of the process, kill -9 included.",
            options = {
                @Option(label = "Never: a power loss takes what the system had not written yet", value = "never"),
                @Option(label = "Every second: a power loss takes one second", value = "interval"),
                @Option(label = "Every batch, before a listener is given it", value = "batch")
            })
    String durableSync() default "interval";

    /** See {@link SourceSettings#durableDays()}. */
    @AttributeDefinition(
            name = "Places on disk",
            description = "For how many days the place of a listener with resume = DURABLE is kept while nobody comes for it.",
            type = AttributeType.INTEGER,
            min = "" + SourceSettings.MIN_DURABLE_DAYS,
            max = "" + SourceSettings.MAX_DURABLE_DAYS)
    int durableDays() default SourceSettings.DEFAULT_DURABLE_DAYS;
}
