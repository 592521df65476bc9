package org.prmonitor.itest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.apache.felix.hc.api.execution.HealthCheckExecutionOptions;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;
import org.apache.felix.hc.api.execution.HealthCheckExecutor;
import org.apache.felix.hc.api.execution.HealthCheckSelector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.prmonitor.api.MonitorEventListener;

/** The source's health, through Felix Health Checks' own executor. */
class HealthCheckTest {

    private static final String PID = "org.prmonitor.healthcheck";

    private static final AtomicInteger NAMES = new AtomicInteger();

    @InjectBundleContext
    BundleContext context;

    @InjectService(timeout = 30_000)
    HealthCheckExecutor executor;

    @InjectService
    ConfigurationAdmin configurations;

    private ContainerSource scripted;

    @BeforeEach
    void open() throws Exception {
        scripted = new ContainerSource(context, Map.of("types", "started"));
        // Other tests lose events on purpose, and a change of the window forgets them.
        configure(Map.of("windowSeconds", 0));
        assertEquals(Result.Status.OK, execute().getStatus());
    }

    @AfterEach
    void close() throws Exception {
        configurations.getConfiguration(PID, "?").delete();
        scripted.close();
    }

    /** Configuration Admin delivers on a thread of its own; a name that the check never had shows that it has. */
    private void configure(Map<String, Object> settings) throws Exception {
        var name = "health " + NAMES.incrementAndGet();
        var properties = new HashMap<String, Object>(settings);
        properties.put("hc.name", name);
        configurations.getConfiguration(PID, "?").update(FrameworkUtil.asDictionary(properties));
        var deadline = System.nanoTime() + ContainerSource.PATIENCE.toNanos();
        while (!name.equals(title()) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        assertEquals(name, title());
    }

    private String title() {
        return run().getHealthCheckMetadata().getTitle();
    }

    private HealthCheckExecutionResult run() {
        var results = executor.execute(
                HealthCheckSelector.tags("prmonitor"), new HealthCheckExecutionOptions().setForceInstantExecution(true));
        assertEquals(1, results.size(), results::toString);
        return results.get(0);
    }

    private Result execute() {
        return run().getHealthCheckResult();
    }

    private static List<String> lines(Result result) {
        var lines = new ArrayList<String>();
        for (ResultLog.Entry entry : result) {
            lines.add(entry.getStatus() + " " + entry.getMessage());
        }
        return lines;
    }

    /** Configuration Admin delivers on a thread of its own, and nothing says when. */
    private Result awaitResult(Predicate<Result> condition) {
        var deadline = System.nanoTime() + ContainerSource.PATIENCE.toNanos();
        var result = execute();
        while (!condition.test(result) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            result = execute();
        }
        assertTrue(condition.test(result), result::toString);
        return result;
    }

    @Test
    void aLossIsReportedWithItsHop() throws Exception {
        assertTrue(lines(execute()).get(0).startsWith("OK running on scripted; "), () -> lines(execute()).toString());
        scripted.channel.lose(999);
        scripted.settle();
        var warned = lines(execute());
        assertTrue(warned.get(0).startsWith("WARN hop kernel lost 999 events lately, "), warned::toString);
        assertEquals(Result.Status.OK, execute().getStatus(), "since the last look");
        scripted.channel.lose(1_000);
        scripted.settle();
        assertEquals(Result.Status.CRITICAL, execute().getStatus());
    }

    @Test
    void aListenerThatThrowsIsReportedWithItsBundleAndItsError() throws Exception {
        var registration = context.registerService(
                MonitorEventListener.class,
                event -> {
                    throw new IllegalStateException("on purpose");
                },
                FrameworkUtil.asDictionary(Map.of("prmonitor.listener.id", "throwing")));
        try {
            scripted.emit(ScriptedEvents.started(4_200_001, "/a", "a"));
            var threw = scripted.source().await(
                    ContainerSource.PATIENCE, status -> status.listeners().stream().anyMatch(listener -> listener.errors() == 1));
            assertTrue(threw.listeners().stream().anyMatch(listener -> listener.errors() == 1), threw::toString);
            var warned = lines(execute());
            assertTrue(
                    warned.stream().anyMatch(line -> line.startsWith("WARN listener throwing (org.prmonitor.itest ")
                            && line.contains(" threw out of 1 calls lately, last java.lang.IllegalStateException: on purpose")),
                    warned::toString);
        } finally {
            registration.unregister();
        }
    }

    @Test
    void aHopMayBeLeftOut() throws Exception {
        configure(Map.of("exclude", new String[] {"kernel"}, "windowSeconds", 0, "lossWarn", 7));
        awaitResult(result -> {
            scripted.channel.lose(7);
            settle();
            return result.getStatus() == Result.Status.OK;
        });
    }

    private void settle() {
        try {
            scripted.settle();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void nonsenseFailsTheCheckWithTheReason() throws Exception {
        configure(Map.of("lagWarn", 10, "lagCritical", 5));
        var refused = awaitResult(result -> result.getStatus() == Result.Status.HEALTH_CHECK_ERROR);
        assertEquals(
                "HEALTH_CHECK_ERROR configuration org.prmonitor.healthcheck is refused: lagCritical 5 is less than lagWarn 10",
                lines(refused).get(0));
        configure(Map.of("lagWarn", "many"));
        var noNumber = awaitResult(result -> result.toString().contains("many"));
        assertEquals(Result.Status.HEALTH_CHECK_ERROR, noNumber.getStatus());
    }

    @Test
    void withoutASourceItIsCritical() throws Exception {
        var source = Bundles.bySymbolicName(context, "org.prmonitor.source");
        source.stop();
        try {
            assertEquals(
                    List.of("CRITICAL no source: no MonitorEventSource service is registered; start the bundle org.prmonitor.source"),
                    lines(execute()));
        } finally {
            source.start();
        }
        scripted.awaitRunning();
        assertEquals(Result.Status.OK, execute().getStatus());
    }
}
