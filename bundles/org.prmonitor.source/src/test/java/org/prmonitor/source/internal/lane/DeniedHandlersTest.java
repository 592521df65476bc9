package org.prmonitor.source.internal.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.service.event.EventConstants;
import org.prmonitor.source.internal.RecordingLog;

/** What is made of Felix's words, of its MBean, and of the time where there is neither. */
class DeniedHandlersTest {

    private static final String REMEDY = ". It gets events again when its service is registered anew. A MonitorEventListener is never"
            + " given up; org.apache.felix.eventadmin.Timeout=0 ends the rule";

    private final RecordingLog log = new RecordingLog();
    private final List<FakeService> services = new ArrayList<>();
    private final AtomicInteger givenUp = new AtomicInteger();
    private Optional<List<String>> denied = Optional.empty();
    private boolean hasLog;

    private final DeniedHandlers handlers = new DeniedHandlers(
            new HandlerDirectory() {
                @Override
                public List<HandlerService> handlers() {
                    return services.stream().filter(service -> service.registered).map(FakeService::service).toList();
                }

                @Override
                public Optional<List<String>> denied() {
                    return denied;
                }

                @Override
                public boolean hasLog() {
                    return hasLog;
                }

                @Override
                public long timeoutNanos() {
                    return TimeUnit.SECONDS.toNanos(5);
                }
            },
            log,
            givenUp::incrementAndGet);

    /** A service as Felix's framework writes it: all handlers of a bundle alike. */
    private final class FakeService {

        private final Map<String, Object> properties = new HashMap<>();
        private final Bundle bundle;
        private final ServiceReference<?> reference = proxy(ServiceReference.class, this::answer);
        private boolean registered = true;

        FakeService(long id, String bundleName, String component, String... topics) {
            properties.put(Constants.SERVICE_ID, id);
            properties.put("component.name", component);
            properties.put(EventConstants.EVENT_TOPIC, topics);
            bundle = proxy(Bundle.class, (method, arguments) -> switch (method) {
                case "getSymbolicName" -> bundleName;
                case "getVersion" -> Version.parseVersion("1.2");
                default -> bundleName + " [12]";
            });
            services.add(this);
        }

        private Object answer(String method, Object[] arguments) {
            return switch (method) {
                case "getBundle" -> registered ? bundle : null;
                case "getProperty" -> properties.get(arguments[0]);
                case "hashCode" -> System.identityHashCode(this);
                case "equals" -> arguments[0] == reference;
                default -> "[org.osgi.service.event.EventHandler]";
            };
        }

        HandlerService service() {
            return new HandlerService(reference);
        }

        String logged() {
            return "EventAdmin: Denying event handler from ServiceReference [" + reference + " | Bundle(" + bundle + ") | Handler("
                    + properties.get("component.name") + ")] due to timeout!";
        }

        String inMBean() {
            return reference + " [Bundle " + bundle + "]";
        }
    }

    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
    }

    @Test
    void felixSaysItInItsLog() {
        var slow = new FakeService(41, "org.example", "org.example.Slow", "*");
        new FakeService(42, "org.example", "org.example.Other", "*");
        new FakeService(43, "org.example.neighbour", "org.example.Slow", "*");
        handlers.logged(slow.logged());
        var line = "EventAdmin has given up EventHandler org.example.Slow of bundle org.example 1.2.0 (service 41): a call took longer than"
                + " its time-out" + REMEDY;
        assertEquals(List.of(line), log.warnings());
        assertEquals(List.of(line), handlers.remarks());
        assertEquals(1, givenUp.get());
        handlers.logged(slow.logged());
        assertEquals(1, log.warnings().size(), "the same again");
    }

    @Test
    void otherLinesAreNothing() {
        new FakeService(41, "org.example", "org.example.Slow", "*");
        handlers.logged("EventAdmin: Exception during event dispatch [… | Bundle(org.example [12])]");
        assertEquals(List.of(), log.warnings());
        assertEquals(0, givenUp.get());
    }

    @Test
    void whoseItIsAmongSeveralOfABundleIsLeftOpen() {
        var one = new FakeService(41, "org.example", "one", "*");
        new FakeService(42, "org.example", "two", "*");
        denied = Optional.of(List.of(one.inMBean()));
        handlers.slow(SendWatch.SLOW);
        assertEquals(1, log.warnings().size());
        var line = log.warnings().get(0);
        assertTrue(line.contains("one of bundle org.example 1.2.0 (service 41) or EventHandler two of"), line);
        handlers.logged(one.logged());
        assertEquals(2, log.warnings().size(), "and then it is known");
        assertEquals(1, handlers.remarks().size());
    }

    @Test
    void theRemarkLastsAsLongAsTheService() {
        var slow = new FakeService(41, "org.example", "slow", "*");
        handlers.logged(slow.logged());
        slow.registered = false;
        assertEquals(List.of(), handlers.remarks());
        var anew = new FakeService(44, "org.example", "slow", "*");
        handlers.logged(anew.logged());
        assertEquals(2, log.warnings().size(), "another incident");
    }

    @Test
    void theRemarkGoesWhenEventAdminHasForgivenIt() {
        var slow = new FakeService(41, "org.example", "slow", "*");
        denied = Optional.of(List.of(slow.inMBean()));
        handlers.slow(SendWatch.SLOW);
        assertEquals(1, handlers.remarks().size());
        denied = Optional.of(List.of());
        assertEquals(List.of(), handlers.remarks());
    }

    @Test
    void aHandlerThatIsGoneAlreadyIsNotWorthALine() {
        var slow = new FakeService(41, "org.example", "slow", "*");
        slow.registered = false;
        handlers.logged(slow.logged());
        assertEquals(List.of(), log.warnings());
        assertEquals(List.of(), handlers.remarks());
    }

    @Test
    void withNeitherLogNorMBeanTheTimeTells() {
        new FakeService(41, "org.example", "all", "*");
        new FakeService(42, "org.example", "ours", "org/example/A", "org/prmonitor/event/ProcessEvent/STARTED");
        new FakeService(43, "org.example", "above", "org/prmonitor/*");
        new FakeService(44, "org.example", "others", "org/example/*");
        handlers.slow(TimeUnit.SECONDS.toNanos(5));
        assertEquals(List.of(), log.warnings(), "not longer than the time-out");
        handlers.slow(TimeUnit.SECONDS.toNanos(6));
        handlers.slow(TimeUnit.SECONDS.toNanos(7));
        assertEquals(
                List.of("EventAdmin may have given up EventHandler all of bundle org.example 1.2.0 (service 41)"
                        + " or EventHandler ours of bundle org.example 1.2.0 (service 42)"
                        + " or EventHandler above of bundle org.example 1.2.0 (service 43): a call took 6.0 s, its time-out is 5.0 s"
                        + REMEDY),
                log.warnings());
        assertEquals(log.warnings(), handlers.remarks());
    }

    @Test
    void whereThereIsALogTheTimeTellsNothing() {
        new FakeService(41, "org.example", "all", "*");
        hasLog = true;
        handlers.slow(TimeUnit.SECONDS.toNanos(6));
        assertEquals(List.of(), log.warnings());
    }
}
