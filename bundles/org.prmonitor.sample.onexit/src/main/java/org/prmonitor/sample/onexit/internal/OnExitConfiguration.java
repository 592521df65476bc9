package org.prmonitor.sample.onexit.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** One rule: what Configuration Admin says under the factory {@link #PID}. */
@ObjectClassDefinition(
        id = OnExitConfiguration.PID,
        name = "PRMonitor Sample: On Exit",
        description = "When a process that matches a filter exits, a command runs.")
@interface OnExitConfiguration {

    /** The factory's persistent identifier. */
    String PID = "org.prmonitor.sample.onexit";

    /** {@code prmonitor.listener.id}, as Declarative Services maps names: the configuration is the service's, and the source reads it. */
    @AttributeDefinition(name = "Name", description = "Of the rule, and no other's. Under it the rule's place in the journal is kept.")
    String prmonitor_listener_id();

    /** {@code prmonitor.listener.filter}. */
    @AttributeDefinition(
            name = "Filter",
            description = "An LDAP filter on the keys of a ProcessExited, such as (&(image.path=*/backup)(!(exit.code=0))).")
    String prmonitor_listener_filter();

    @AttributeDefinition(
            name = "Command",
            description = "The program and its arguments, one each. No shell reads it, and nothing is put into it.",
            cardinality = Integer.MAX_VALUE)
    String[] command();

    @AttributeDefinition(
            name = "Time limit",
            description = "After so many milliseconds the command and what it has started are killed.",
            type = AttributeType.LONG,
            min = "1")
    long timeoutMillis() default 60_000;

    @AttributeDefinition(
            name = "Waiting",
            description = "How many runs may wait for the one before them. What would wait beyond that is not run, which the log says.",
            type = AttributeType.INTEGER,
            min = "1")
    int waiting() default 100;
}
