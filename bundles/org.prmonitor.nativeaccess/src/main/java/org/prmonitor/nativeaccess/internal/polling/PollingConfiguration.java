package org.prmonitor.nativeaccess.internal.polling;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of {@link PollingChannelProvider}: the names and texts that Metatype shows. */
@ObjectClassDefinition(
        id = PollingChannelProvider.PID,
        name = "PRMonitor process polling",
        description = "The channel process-polling, the last resort where no channel into the kernel opens.")
@interface PollingConfiguration {

    @AttributeDefinition(
            name = "Interval",
            description = "Milliseconds between two looks at the process table, 10 to 60000. What lives shorter may be missed.",
            type = AttributeType.LONG,
            min = "10",
            max = "60000")
    long interval_milliseconds() default PollingInterval.DEFAULT_MILLISECONDS;
}
