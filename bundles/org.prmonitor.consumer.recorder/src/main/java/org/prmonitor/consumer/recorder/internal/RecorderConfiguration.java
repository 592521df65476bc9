package org.prmonitor.consumer.recorder.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What Configuration Admin says under {@link #PID}. A change takes effect at the next batch, and loses nothing. */
@ObjectClassDefinition(
        id = RecorderConfiguration.PID,
        name = "PRMonitor Recorder",
        description = "Records every event exactly once, as a line of OCSF 1.8.0.")
@interface RecorderConfiguration {

    /** The persistent identifier, and the listener's id. */
    String PID = "org.prmonitor.consumer.recorder";

    @AttributeDefinition(
            name = "Directory",
            description = "Where the files are. It is made where it is not there, for its owner alone. A relative one begins at the"
                    + " container's working directory.")
    String directory() default "prmonitor-recording";

    @AttributeDefinition(
            name = "Rotation size",
            description = "A file that would grow beyond, in bytes, is rotated.",
            type = AttributeType.LONG,
            min = "1")
    long rotateBytes() default 64 * 1024 * 1024;

    @AttributeDefinition(
            name = "Rotation age",
            description = "A file whose first line is older, in minutes, is rotated; 0 for never.",
            type = AttributeType.LONG,
            min = "0")
    long rotateMinutes() default 24 * 60;

    @AttributeDefinition(name = "Files", description = "How many rotated files are kept.", type = AttributeType.INTEGER, min = "1")
    int keepFiles() default 1_000;

    @AttributeDefinition(
            name = "Bytes",
            description = "How many bytes the rotated files may take; the oldest go first. The newest stays in any case.",
            type = AttributeType.LONG,
            min = "0")
    long keepBytes() default 1024 * 1024 * 1024;

    @AttributeDefinition(
            name = "Sync",
            description = "When lines are forced to the disk, for the case that the machine fails: never, at intervals, or each batch"
                    + " before it counts as taken. The end of the process alone loses nothing.",
            options = {
                @Option(label = "Never", value = "never"),
                @Option(label = "At intervals", value = "interval"),
                @Option(label = "Each batch", value = "batch")
            })
    String sync() default "interval";

    @AttributeDefinition(
            name = "Sync interval",
            description = "In milliseconds.",
            type = AttributeType.LONG,
            min = "1")
    long syncMillis() default 1_000;
}
