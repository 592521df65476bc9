package org.prmonitor.source.internal.lane;

import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventTopics;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.source.internal.RecordingLog;
import org.prmonitor.source.internal.journal.Journal;
import org.prmonitor.testkit.ScriptedProcess;

/**
 * The EventAdmin lane alone, without a pump, beside its implementation's own ceiling, in the same run, in a real framework:
 * events a second at one handler. "map" is a loop that makes an event with a map of properties and sends it, as everybody does
 * who uses EventAdmin; "bare" has the properties ready, and nobody can be faster. No test: run it by hand, {@code java [-Dcpu=true]
 * -cp … org.prmonitor.source.internal.lane.EventAdminLaneBenchmark felix|felix-timeout|equinox [filter]}, with the
 * implementation's jar, and for Equinox its framework's, on the class path.
 */
public final class EventAdminLaneBenchmark {

    private static final int ROUNDS = 7;

    private EventAdminLaneBenchmark() {}

    /** One handler, which counts. Each send happens before the next. */
    private static final class Counter implements EventHandler {

        private final long expected;
        private final CountDownLatch done = new CountDownLatch(1);
        private long count;

        Counter(long expected) {
            this.expected = expected;
        }

        @Override
        public void handleEvent(Event event) {
            if (++count == expected) {
                done.countDown();
            }
        }
    }

    /** Prints one line a round, and the medians. */
    public static void main(String... arguments) throws Exception {
        var implementation = arguments[0];
        var filter = arguments.length > 1 ? "(process.id>=0)" : null;
        // Felix with its time-out hands every event over to another thread.
        var events = implementation.equals("felix-timeout") ? 100_000 : 1_000_000;
        var monitorEvents = new MonitorEvent[events];
        for (var index = 0; index < events; index++) {
            monitorEvents[index] = ScriptedProcess.of(index % 30_000 + 1)
                    .running("/usr/bin/true", "true", "-x")
                    .started()
                    .factory()
                    .apply(new EventHeader(index + 1L, Instant.now(), "benchmark"));
        }
        var framework = framework(implementation);
        try {
            var eventAdmin = eventAdmin(implementation, framework.getBundleContext());
            var rates = List.of(new ArrayList<Double>(), new ArrayList<Double>(), new ArrayList<Double>());
            for (var round = 1; round <= ROUNDS; round++) {
                var context = framework.getBundleContext();
                var bare = measure(context, filter, events, counter -> sendBare(eventAdmin, monitorEvents, counter));
                var map = measure(context, filter, events, counter -> sendMaps(eventAdmin, monitorEvents, counter));
                var prepared = lane(monitorEvents);
                var lane = measure(context, filter, events, counter -> sendThroughLane(eventAdmin, prepared, counter));
                System.out.printf(
                        Locale.ROOT, "%s round %d: bare %,.0f/s, map %,.0f/s, lane %,.0f/s%n", implementation, round, bare, map, lane);
                rates.get(0).add(bare);
                rates.get(1).add(map);
                rates.get(2).add(lane);
            }
            var bare = median(rates.get(0));
            var map = median(rates.get(1));
            var lane = median(rates.get(2));
            System.out.printf(
                    Locale.ROOT,
                    "%s medians: bare %,.0f/s, map %,.0f/s, lane %,.0f/s = %.0f %% of bare, %.0f %% of map%n",
                    implementation, bare, map, lane, 100 * lane / bare, 100 * lane / map);
        } finally {
            framework.stop();
            framework.waitForStop(10_000);
        }
    }

    /** Processor time instead of time, for a machine that has other things to do. */
    private static long now() {
        return Boolean.getBoolean("cpu")
                ? ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime()
                : System.nanoTime();
    }

    private static double median(List<Double> rates) {
        return rates.stream().sorted().toList().get(rates.size() / 2);
    }

    private static double measure(BundleContext context, @Nullable String filter, int events, Consumer<Counter> sender) throws Exception {
        var counter = new Counter(events);
        var properties = new HashMap<String, Object>(Map.of(EventConstants.EVENT_TOPIC, EventTopics.ALL));
        if (filter != null) {
            properties.put(EventConstants.EVENT_FILTER, filter);
        }
        var registration = context.registerService(EventHandler.class, counter, new Hashtable<>(properties));
        System.gc();
        var begin = now();
        sender.accept(counter);
        if (!counter.done.await(10, TimeUnit.MINUTES)) {
            throw new IllegalStateException(counter.count + " of " + events);
        }
        var nanos = now() - begin;
        registration.unregister();
        return events * 1e9 / nanos;
    }

    private static void sendBare(EventAdmin eventAdmin, MonitorEvent[] events, Counter counter) {
        var properties = new RecordProperties(events[0]);
        for (var event : events) {
            eventAdmin.sendEvent(new Event(event.topic(), properties));
        }
    }

    private static void sendMaps(EventAdmin eventAdmin, MonitorEvent[] events, Counter counter) {
        for (var event : events) {
            var properties = new HashMap<String, Object>(24);
            properties.put("event", event);
            properties.put("sequence", event.sequence());
            properties.put("timestamp", event.time().toEpochMilli());
            properties.put("time", event.time());
            properties.put("channel", event.channel());
            properties.put("process.id", 4711L);
            properties.put("process.key", "key");
            properties.put("parent.id", 4710L);
            properties.put("parent.key", "key");
            properties.put("image.path", "/usr/bin/true");
            properties.put("command.line", "true -x");
            properties.put("user.id", 0L);
            eventAdmin.sendEvent(new Event(event.topic(), properties));
        }
    }

    /** The lane as it is, on a journal that holds everything: neither a pump nor an overrun has a share in it. */
    private static EventAdminLane lane(MonitorEvent[] events) {
        var journal = new Journal(events.length);
        var lane = new EventAdminLane(journal, new RecordingLog(), System::nanoTime);
        for (var event : events) {
            journal.append(event);
        }
        return lane;
    }

    private static void sendThroughLane(EventAdmin eventAdmin, EventAdminLane lane, Counter counter) {
        lane.setTarget(EventAdminTarget.ofEverything(eventAdmin));
        lane.start();
        try {
            counter.done.await();
            lane.stop(Duration.ofSeconds(10));
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static Framework framework(String implementation) throws Exception {
        var wanted = implementation.startsWith("felix") ? "org.apache.felix." : "org.eclipse.";
        var configuration = new HashMap<String, String>();
        configuration.put(Constants.FRAMEWORK_STORAGE, Files.createTempDirectory("lane-benchmark").toString());
        configuration.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        configuration.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, "org.osgi.service.event;version=1.4.1");
        if (implementation.equals("felix")) {
            configuration.put("org.apache.felix.eventadmin.Timeout", "0");
        }
        for (var factory : ServiceLoader.load(FrameworkFactory.class)) {
            if (factory.getClass().getName().startsWith(wanted)) {
                var framework = factory.newFramework(configuration);
                framework.start();
                return framework;
            }
        }
        throw new IllegalArgumentException(implementation + ": no framework " + wanted);
    }

    private static EventAdmin eventAdmin(String implementation, BundleContext context) throws Exception {
        if (implementation.startsWith("felix")) {
            var jar = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(entry -> entry.contains("org.apache.felix.eventadmin"))
                    .findFirst()
                    .orElseThrow();
            context.installBundle(new File(jar).toURI().toString()).start();
            return context.getService(context.getServiceReference(EventAdmin.class));
        }
        // A Declarative Services component, which is all that its bundle adds.
        var constructor =
                Class.forName("org.eclipse.equinox.internal.event.EventAdminImpl").getDeclaredConstructor(BundleContext.class);
        constructor.setAccessible(true);
        var eventAdmin = constructor.newInstance(context);
        var start = eventAdmin.getClass().getDeclaredMethod("start");
        start.setAccessible(true);
        start.invoke(eventAdmin);
        return (EventAdmin) eventAdmin;
    }
}
