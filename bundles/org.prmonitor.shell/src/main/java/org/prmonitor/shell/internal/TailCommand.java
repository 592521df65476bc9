package org.prmonitor.shell.internal;

import java.io.PrintStream;
import java.time.ZoneId;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.event.EventTopics;
import org.prmonitor.api.event.LossEvent;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.api.text.PrintableText;

/** {@code prmonitor:tail}. */
@Component(service = TailCommand.class)
@ShellCommand(osgi_command_function = "tail")
public final class TailCommand {

    /** About a second of what a terminal can show. */
    private static final int QUEUE_CAPACITY = 10_000;

    /** Null while there is none. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable MonitorEventSource source;

    private final BundleContext context;
    private final EventLine line = new EventLine(ZoneId.systemDefault());
    /** Those that follow now, so that stopping this bundle ends them. */
    private final Set<EventFollower> followers = ConcurrentHashMap.newKeySet();

    /** For SCR. */
    @Activate
    public TailCommand(BundleContext context) {
        this.context = context;
    }

    @Deactivate
    void deactivate() {
        followers.forEach(EventFollower::end);
    }

    /** Prints on the standard output that Gogo gives the thread, so that it can be piped. */
    @Descriptor("prints the newest events, oldest first; lost events are always shown")
    public void tail(
            @Descriptor("go on with every event to come, until Ctrl-C")
                    @Parameter(names = {"-f", "--follow"}, absentValue = "false", presentValue = "true")
                    boolean follow,
            @Descriptor("how many of the events that are kept (default 10)") @Parameter(names = {"-n", "--count"}, absentValue = "10")
                    String count,
            @Descriptor("an LDAP filter on the event's properties, in quotes, such as '(&(process.id>=100)(image.path=*/bash))'")
                    String... filter) {
        print(follow, (int) NumberOption.parse("-n", count, Integer.MAX_VALUE), System.out, filter);
    }

    void print(boolean follow, int count, PrintStream out, String... filter) {
        var wanted = parse(filter);
        if (follow) {
            follow(count, wanted, out);
        } else {
            newest(count, wanted).forEach(event -> out.println(line.format(event)));
        }
    }

    private static Predicate<MonitorEvent> parse(String... filter) {
        if (filter.length == 0) {
            return event -> true;
        }
        var text = String.join(" ", filter);
        try {
            var ldap = FrameworkUtil.createFilter(text);
            return event -> event instanceof LossEvent || ldap.matches(event.properties());
        } catch (InvalidSyntaxException invalid) {
            throw new CommandFailure("not an LDAP filter: " + PrintableText.escape(String.valueOf(invalid.getMessage()))
                    + "; write it in quotes, such as '(process.id>=100)'");
        }
    }

    private List<MonitorEvent> newest(int count, Predicate<MonitorEvent> wanted) {
        var current = source;
        if (current == null) {
            throw CommandFailure.noSource();
        }
        var matching = current.recent(Integer.MAX_VALUE).stream().filter(wanted).toList();
        return matching.subList(Math.max(0, matching.size() - count), matching.size());
    }

    private void follow(int count, Predicate<MonitorEvent> wanted, PrintStream out) {
        var follower = new EventFollower(wanted, QUEUE_CAPACITY);
        followers.add(follower);
        // Registered before the kept events are read: what happens in between comes twice, and never not at all.
        var registration = context.registerService(
                EventHandler.class,
                follower,
                new Hashtable<>(Map.of(EventConstants.EVENT_TOPIC, EventTopics.ALL)));
        try {
            var shown = 0L;
            if (source == null) {
                out.println("no source yet; its events are shown when it comes");
            } else {
                for (var event : newest(count, wanted)) {
                    out.println(line.format(event));
                    shown = event.sequence();
                }
            }
            print(follower, shown, out);
        } catch (InterruptedException interrupted) {
            // Ctrl-C: this is how a command that goes on for ever is meant to end.
        } finally {
            followers.remove(follower);
            follower.end();
            unregister(registration);
        }
    }

    /**
     * Prints until the follower ends or nobody reads.
     *
     * @param shown the sequence number up to which everything was shown
     */
    private void print(EventFollower follower, long shown, PrintStream out) throws InterruptedException {
        var previous = 0L;
        // checkError flushes: a line is seen when its event happens.
        while (!out.checkError()) {
            var next = follower.take();
            if (next == null) {
                return;
            }
            if (next.missed() > 0) {
                out.println("... " + next.missed() + " events are not shown: they came faster than this terminal takes them");
            }
            var sequence = next.event().sequence();
            if (sequence <= previous) {
                // Numbers only fall when another source has begun to count.
                shown = 0;
            }
            previous = sequence;
            if (sequence > shown) {
                out.println(line.format(next.event()));
            }
        }
    }

    private static void unregister(ServiceRegistration<?> registration) {
        try {
            registration.unregister();
        } catch (IllegalStateException alreadyGone) {
            // The bundle was stopped meanwhile, and the framework took the service with it.
        }
    }
}
