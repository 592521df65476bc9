package org.prmonitor.matrix.trial;

import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceRegistration;
import org.prmonitor.matrix.probe.ProbeActivator;

/** Starts a process and waits until the probe's bundle has been told of it, on both lanes. */
final class ProcessProbe implements Consumer<Map<String, Object>>, AutoCloseable {

    private static final String TOPIC = "org/prmonitor/event/ProcessEvent/";

    private final BundleContext context;
    private final ServiceRegistration<?> registration;

    /** Of the process that was started last, by its arguments. Guarded by this. */
    private final List<Map<String, Object>> seen = new ArrayList<>();

    ProcessProbe(BundleContext context) {
        this.context = context;
        registration = context.registerService(Consumer.class, this, new Hashtable<>(Map.of(ProbeActivator.TAKER, "true")));
    }

    @Override
    public synchronized void accept(Map<String, Object> event) {
        seen.add(event);
    }

    /** Its start with exactly its arguments, and its exit, once on each lane. */
    void assertSeenOnBothLanes() throws Exception {
        awaitSource();
        for (var lane : List.of("listener", "event-admin")) {
            awaitAnyEvent(lane);
        }
        // An argument with spaces, an empty one, one that is no ASCII.
        var words = List.of("sh", "-c", "exit 7", "prmonitor matrix", "", "Grüße");
        var process = new ProcessBuilder(words).start();
        process.waitFor();
        for (var lane : List.of("listener", "event-admin")) {
            await(lane + ": the start of " + process.pid(), event -> isOf(event, lane, "STARTED", process.pid())
                    && words.equals(event.get("command.args")));
            await(lane + ": the exit of " + process.pid(), event -> isOf(event, lane, "EXITED", process.pid())
                    && Integer.valueOf(7).equals(event.get("exit.code")));
        }
    }

    /** Waits until all came through that the kernel has seen; returns the number of the last event. */
    @SuppressWarnings("unchecked")
    long flush() throws Exception {
        return ((Callable<Long>) context.getService(source().get(0))).call();
    }

    private void awaitSource() throws Exception {
        Waiting.untilNothing("the probe", () -> source().isEmpty() ? "not there" : "");
    }

    @SuppressWarnings("rawtypes")
    private List<org.osgi.framework.ServiceReference<Callable>> source() throws InvalidSyntaxException {
        return List.copyOf(context.getServiceReferences(Callable.class, "(" + ProbeActivator.FLUSH + "=*)"));
    }

    /** A listener and a handler are served some time after they are registered: until then one process after the other. */
    private void awaitAnyEvent(String lane) throws Exception {
        Waiting.untilNothing("events", () -> {
            new ProcessBuilder("true").start().waitFor();
            return any(event -> lane.equals(event.get(ProbeActivator.LANE))) ? "" : "none on lane " + lane;
        });
    }

    private void await(String what, java.util.function.Predicate<Map<String, Object>> condition) throws Exception {
        Waiting.untilNothing(what, () -> any(condition) ? "" : "not seen, but " + last());
    }

    private synchronized boolean any(java.util.function.Predicate<Map<String, Object>> condition) {
        return seen.stream().anyMatch(condition);
    }

    private synchronized String last() {
        return seen.subList(Math.max(0, seen.size() - 20), seen.size()).toString();
    }

    private static boolean isOf(Map<String, Object> event, String lane, String action, long pid) {
        return lane.equals(event.get(ProbeActivator.LANE))
                && (TOPIC + action).equals(event.get("event.topics"))
                && Long.valueOf(pid).equals(event.get("process.id"));
    }

    @Override
    public void close() {
        registration.unregister();
    }
}
