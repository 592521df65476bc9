package org.prmonitor.healthcheck.internal;

import java.util.function.LongSupplier;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.text.PrintableText;

/** Felix Health Checks asks it. It is there without a source too: that there is none is what it has to say then. */
@Component(name = MonitorHealthCheck.PID, configurationPid = MonitorHealthCheck.PID, service = HealthCheck.class, immediate = true)
@Designate(ocd = HealthConfiguration.class)
public final class MonitorHealthCheck implements HealthCheck {

    /** The Configuration Admin PID. */
    static final String PID = "org.prmonitor.healthcheck";

    private final LongSupplier clock;

    // All guarded by this object's monitor.
    private @Nullable MonitorEventSource source;
    private @Nullable Limits limits;
    private String complaint = "not activated";
    /** Null until there are a source and limits. */
    private @Nullable LookHistory history;

    /** For SCR. */
    public MonitorHealthCheck() {
        this(System::nanoTime);
    }

    /**
     * For tests.
     *
     * @param clock nanoseconds
     */
    MonitorHealthCheck(LongSupplier clock) {
        this.clock = clock;
    }

    /** Called by Declarative Services. What was lost before is not held against anybody. */
    @Activate
    @Modified
    public synchronized void configure(HealthConfiguration configuration) {
        try {
            limits = Limits.of(configuration);
        } catch (RuntimeException refused) {
            // Also what SCR throws where a value cannot be made the number that it should be.
            limits = null;
            complaint = "configuration " + PID + " is refused: " + refused.getMessage();
        }
        begin();
    }

    /** Called by Declarative Services; another source counts anew. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public synchronized void setSource(MonitorEventSource newSource) {
        source = newSource;
        begin();
    }

    /** Called by Declarative Services; the one that takes its place may have come already. */
    public synchronized void unsetSource(MonitorEventSource oldSource) {
        if (source == oldSource) {
            source = null;
            history = null;
        }
    }

    @Override
    public synchronized Result execute() {
        if (limits == null) {
            return new Result(Result.Status.HEALTH_CHECK_ERROR, PrintableText.escape(complaint));
        }
        if (source == null || history == null) {
            return new Result(
                    Result.Status.CRITICAL,
                    "no source: no MonitorEventSource service is registered; start the bundle org.prmonitor.source");
        }
        var status = source.status();
        var now = Counts.of(status, clock.getAsLong());
        return new Diagnosis(limits, history.before(now), now).of(status);
    }

    private void begin() {
        history = source == null || limits == null
                ? null
                : new LookHistory(Counts.of(source.status(), clock.getAsLong()), limits.window());
    }
}
