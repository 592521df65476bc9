package org.prmonitor.healthcheck.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What can be set under {@link MonitorHealthCheck#PID}, as Metatype shows it. {@link Limits} refuses what makes no sense. */
@ObjectClassDefinition(
        name = "PRMonitor health check",
        description = "When the source, a hop or a listener is in trouble. Limits that make no sense make the check itself fail, with "
                + "the reason.")
public @interface HealthConfiguration {

    /** The name under which Felix Health Checks shows it. */
    @AttributeDefinition(name = "Name")
    String hc_name() default "PRMonitor";

    /** By which Felix Health Checks chooses it. */
    @AttributeDefinition(name = "Tags")
    String[] hc_tags() default {"prmonitor"};

    /** See {@link Limits#lagWarn()}. */
    @AttributeDefinition(
            name = "Lag: warn",
            description = "From how many events on that a hop or a listener is behind. The default is a quarter of the journal's.",
            type = AttributeType.LONG,
            min = "1")
    long lagWarn() default Limits.DEFAULT_LAG_WARN;

    /** See {@link Limits#lagCritical()}. */
    @AttributeDefinition(
            name = "Lag: critical",
            description = "From how many events on. The default is three quarters of the journal's: it is about to lose events.",
            type = AttributeType.LONG,
            min = "1")
    long lagCritical() default Limits.DEFAULT_LAG_CRITICAL;

    /** See {@link Limits#lossWarn()}. */
    @AttributeDefinition(
            name = "Loss: warn",
            description = "From how many events on that a hop or a listener lost within the window.",
            type = AttributeType.LONG,
            min = "1")
    long lossWarn() default Limits.DEFAULT_LOSS_WARN;

    /** See {@link Limits#lossCritical()}. */
    @AttributeDefinition(name = "Loss: critical", description = "From how many events on.", type = AttributeType.LONG, min = "1")
    long lossCritical() default Limits.DEFAULT_LOSS_CRITICAL;

    /** See {@link Limits#errorsWarn()}. */
    @AttributeDefinition(
            name = "Errors: warn",
            description = "From how many calls on that a listener threw out of within the window.",
            type = AttributeType.LONG,
            min = "1")
    long errorsWarn() default Limits.DEFAULT_ERRORS_WARN;

    /** See {@link Limits#window()}. */
    @AttributeDefinition(
            name = "Window",
            description = "For how many seconds losses and errors are held against a hop or a listener; 0 for those since the last look, "
                    + "which suits a check that one place alone asks for.",
            type = AttributeType.INTEGER,
            min = "0",
            max = "" + Limits.MAX_WINDOW_SECONDS)
    int windowSeconds() default Limits.DEFAULT_WINDOW_SECONDS;

    /** See {@link Limits#exclude()}. */
    @AttributeDefinition(
            name = "Leave out",
            description = "Names of hops and ids of listeners that are not judged, such as event-admin where no EventHandler matters.",
            required = false)
    String[] exclude() default {};
}
