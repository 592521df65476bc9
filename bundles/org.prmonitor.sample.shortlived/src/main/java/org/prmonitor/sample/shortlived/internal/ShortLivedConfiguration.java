package org.prmonitor.sample.shortlived.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What Configuration Admin says under {@link #PID}. */
@ObjectClassDefinition(
        id = ShortLivedConfiguration.PID,
        name = "PRMonitor Sample: Short-lived Processes",
        description = "Says once a period which programs lived for a shorter time than this.")
@interface ShortLivedConfiguration {

    /** The persistent identifier, and the listener's id. */
    String PID = "org.prmonitor.sample.shortlived";

    @AttributeDefinition(
            name = "Shorter than",
            description = "A process that lived less long, in milliseconds, is counted.",
            type = AttributeType.LONG,
            min = "1")
    long shorterThanMillis() default ShortLivedSettings.SHORTER_THAN_MILLIS;

    @AttributeDefinition(
            name = "Period",
            description = "How often it is said, in milliseconds. A period without such a process is passed over.",
            type = AttributeType.LONG,
            min = "1")
    long periodMillis() default ShortLivedSettings.PERIOD_MILLIS;

    @AttributeDefinition(
            name = "Programs",
            description = "How many programs a report names, those with the most processes first.",
            type = AttributeType.INTEGER,
            min = "1")
    int programs() default ShortLivedSettings.PROGRAMS;
}
