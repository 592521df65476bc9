package org.prmonitor.sample.budget.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What Configuration Admin says under {@link #PID}. */
@ObjectClassDefinition(
        id = BudgetConfiguration.PID,
        name = "PRMonitor Sample: Process Budget",
        description = "Says when a user starts more processes a minute than are allowed.")
@interface BudgetConfiguration {

    /** The persistent identifier, and the listener's id. */
    String PID = "org.prmonitor.sample.budget";

    @AttributeDefinition(
            name = "Processes a minute",
            description = "How many processes a user may start within any 60 seconds.",
            type = AttributeType.INTEGER,
            min = "1",
            max = "100000")
    int processesPerMinute() default BudgetSettings.PROCESSES_PER_MINUTE;

    @AttributeDefinition(
            name = "Exempt users",
            description = "Users who may start as many as they like: user ids (Linux) or security identifiers (Windows), one or more,"
                    + " or separated by commas.",
            cardinality = Integer.MAX_VALUE,
            required = false)
    String[] exempt() default {};
}
