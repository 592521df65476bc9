package org.prmonitor.shell.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.felix.service.command.Descriptor;
import org.jspecify.annotations.Nullable;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.api.SourceState;
import org.prmonitor.api.SourceStatus;
import org.prmonitor.api.channel.MonitorChannelProvider;
import org.prmonitor.api.text.PrintableText;

/** {@code prmonitor:use}. */
@Component(service = UseCommand.class)
@ShellCommand(osgi_command_function = "use")
public final class UseCommand {

    /** The source's choice: the best channel that opens. */
    private static final String AUTO = "auto";
    /** The property of PID {@link MonitorEventSource#PID} that names the channel. */
    private static final String CHANNEL = "channel";
    /** Any bundle may get the configuration: the source may not be installed yet. Configuration Admin, section 104.4.2. */
    private static final String ANY_LOCATION = "?";
    /** How long a source is waited on before it is asked for again: one that was replaced never answers. */
    private static final Duration SLICE = Duration.ofMillis(250);

    /** Replaced as a whole by SCR when a channel comes or goes. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile Collection<Map.Entry<Map<String, Object>, MonitorChannelProvider>> channels = List.of();

    /** Null while there is none. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable ConfigurationAdmin configurationAdmin;

    private final Duration timeout;
    private final Object sourceChanged = new Object();
    /** Null while there is none. Guarded by {@link #sourceChanged}. */
    private @Nullable MonitorEventSource source;

    /** For SCR. */
    @Activate
    public UseCommand() {
        this(Duration.ofSeconds(10));
    }

    /**
     * @param timeout how long the source may take until it runs on the channel
     */
    UseCommand(Duration timeout) {
        this.timeout = timeout;
    }

    /** A source came. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindSource(MonitorEventSource newSource) {
        synchronized (sourceChanged) {
            source = newSource;
            sourceChanged.notifyAll();
        }
    }

    /** A source went; SCR binds the better one before it unbinds the old. */
    void unbindSource(MonitorEventSource oldSource) {
        synchronized (sourceChanged) {
            if (source == oldSource) {
                source = null;
            }
        }
    }

    /** Makes the source run on a channel, now and after a restart. */
    @Descriptor("makes the source use a channel, and waits until it does")
    public String use(@Descriptor("a name that prmonitor:channels lists, or auto") String channel)
            throws IOException, InterruptedException {
        var expected = expectedChannel(channel);
        configure(channel);
        var status = awaitSource(candidate -> runsOn(candidate, expected));
        if (status == null) {
            return "channel is " + channel + "; no source runs now, the next one will use it";
        }
        if (runsOn(status, expected)) {
            return "the source runs on " + expected;
        }
        throw new CommandFailure(failure(expected, status));
    }

    /** The channel that would be open, found out before anything is changed, so that a slip leaves the source as it is. */
    private String expectedChannel(String name) {
        var ranked = RankedChannel.inOrder(channels);
        if (name.equals(AUTO)) {
            return ranked.stream()
                    .filter(channel -> channel.readiness().ready())
                    .findFirst()
                    .orElseThrow(() -> new CommandFailure("nothing changed: no channel opens here; prmonitor:doctor says why"))
                    .name();
        }
        var channel = ranked.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknownChannel(name, ranked));
        var readiness = channel.readiness();
        if (!readiness.ready()) {
            throw new CommandFailure("nothing changed: " + name + " does not open here: "
                    + PrintableText.escape(readiness.detail())
                    + Optional.ofNullable(readiness.remedy()).map(remedy -> "; " + PrintableText.escape(remedy)).orElse(""));
        }
        return name;
    }

    private static CommandFailure unknownChannel(String name, List<RankedChannel> ranked) {
        var names = ranked.stream().map(RankedChannel::name).collect(Collectors.joining(", "));
        return new CommandFailure("nothing changed: '" + PrintableText.escape(name) + "' is no channel; there are "
                + PrintableText.escape(names.isEmpty() ? "none" : names + ", and auto"));
    }

    private void configure(String channel) throws IOException {
        var admin = configurationAdmin;
        if (admin == null) {
            throw new CommandFailure("nothing changed: no Configuration Admin service is there to keep the setting");
        }
        var configuration = admin.getConfiguration(MonitorEventSource.PID, ANY_LOCATION);
        var properties = new Hashtable<String, Object>();
        var old = configuration.getProperties();
        if (old != null) {
            old.keys().asIterator().forEachRemaining(key -> properties.put(key, old.get(key)));
        }
        properties.put(CHANNEL, channel);
        configuration.updateIfDifferent(properties);
    }

    private static boolean runsOn(SourceStatus status, String channel) {
        return status.state() == SourceState.RUNNING && channel.equals(status.channel());
    }

    /** The status that fulfilled the condition, or the last one there was when the time ran out; null without a source. */
    private @Nullable SourceStatus awaitSource(Predicate<SourceStatus> condition) throws InterruptedException {
        var deadline = System.nanoTime() + timeout.toNanos();
        SourceStatus last = null;
        while (true) {
            var remaining = Duration.ofNanos(deadline - System.nanoTime());
            if (remaining.isNegative() || remaining.isZero()) {
                return last;
            }
            var slice = remaining.compareTo(SLICE) < 0 ? remaining : SLICE;
            var current = awaitBound(slice);
            if (current == null) {
                if (last == null) {
                    return null;
                }
                continue;
            }
            last = current.await(slice, condition);
            if (condition.test(last)) {
                return last;
            }
        }
    }

    private @Nullable MonitorEventSource awaitBound(Duration slice) throws InterruptedException {
        synchronized (sourceChanged) {
            if (source == null) {
                sourceChanged.wait(Math.max(1, slice.toMillis()));
            }
            return source;
        }
    }

    private String failure(String expected, SourceStatus status) {
        var state = Objects.requireNonNullElse(status.channel(), "no channel");
        return "the source is " + status.state().name().toLowerCase(Locale.ROOT) + " on " + PrintableText.escape(state)
                + " and not on " + expected + " after " + timeout.toSeconds() + " s: "
                + PrintableText.escape(status.remarks().isEmpty() ? "it gives no reason" : String.join("; ", status.remarks()));
    }
}
