package org.prmonitor.consumer.console.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.prmonitor.api.event.EventTopics;

/** What Configuration Admin says under {@link #PID}. A change takes effect at the next event. */
@ObjectClassDefinition(id = ConsoleConfiguration.PID, name = "PRMonitor Console", description = "Prints events on standard output.")
@interface ConsoleConfiguration {

    /** The persistent identifier. */
    String PID = "org.prmonitor.consumer.console";

    @AttributeDefinition(
            name = "Format",
            description = "Lines for people, JSON with one object a line, or no stream at all.",
            options = {@Option(label = "Text", value = "text"), @Option(label = "JSON", value = "json"), @Option(label = "None", value = "none")})
    String format() default "text";

    @AttributeDefinition(
            name = "Filter",
            description = "An LDAP filter on the event properties, such as (process.id>=100); empty for every event. Losses always come through.",
            required = false)
    String filter() default "";

    @AttributeDefinition(name = "Topics", description = "EventAdmin topics to print. Losses always come through.", required = false)
    String[] topics() default EventTopics.ALL;

    @AttributeDefinition(
            name = "Colour",
            description = "Whether text is coloured; auto: on a terminal.",
            options = {@Option(label = "Auto", value = "auto"), @Option(label = "Always", value = "always"), @Option(label = "Never", value = "never")})
    String color() default "auto";

    @AttributeDefinition(
            name = "Duration",
            description = "How long the command 'run' goes on once the source is ready, in milliseconds; 0 for until it is stopped.",
            type = AttributeType.LONG,
            min = "0")
    long durationMillis() default 0;

    @AttributeDefinition(
            name = "Log level",
            description = "The least severe log entries to print on standard error.",
            options = {
                @Option(label = "Error", value = "error"),
                @Option(label = "Warning", value = "warn"),
                @Option(label = "Information", value = "info"),
                @Option(label = "Debug", value = "debug")
            })
    String logLevel() default "warn";
}
