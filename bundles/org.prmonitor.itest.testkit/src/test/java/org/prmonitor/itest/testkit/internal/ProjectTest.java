package org.prmonitor.itest.testkit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import java.util.function.LongSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.prmonitor.testkit.PrMonitorTest;
import org.prmonitor.testkit.ScriptedProcess;
import org.prmonitor.testkit.ScriptedSource;

/** The project's own bundle in the framework. */
@PrMonitorTest(project = true)
class ProjectTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void itsComponentsAreStartedAnewForEveryTest(int failures, ScriptedSource scripted) throws Exception {
        for (var number = 0; number < failures; number++) {
            scripted.emit(ScriptedProcess.of(100 + number).exited(1), ScriptedProcess.of(200 + number).exited(0));
        }
        scripted.settle();
        var context = scripted.context();
        var counter = context.getService(context.getServiceReference(LongSupplier.class));
        assertEquals(failures, counter.getAsLong());
        assertNotSame(FailureCounter.class, counter.getClass(), "a class of the bundle's, not of the test's class path");
    }
}
