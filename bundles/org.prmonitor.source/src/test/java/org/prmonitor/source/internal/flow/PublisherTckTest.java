package org.prmonitor.source.internal.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.ITestNGListener;
import org.testng.ITestResult;
import org.testng.TestListenerAdapter;
import org.testng.TestNG;

/**
 * Runs the test kit of Reactive Streams, which is TestNG's, and makes a test of ours of each of its. What it skips is
 * listed here: a rule that is not tested any more is a failure.
 */
class PublisherTckTest {

    /** How long a signal may take that must come: as long as a machine may take that does much else. */
    private static final long SIGNAL_MILLIS = 30_000;

    /** For how long a signal must not come that must not. */
    private static final long SILENCE_MILLIS = 100;

    /** How often the kit looks for some of them. */
    private static final long POLL_MILLIS = 20;

    /** Rules that the kit cannot test, as it says itself, of any publisher. */
    private static final Set<String> UNTESTABLE = Set.of(
            "untested_spec106_mustConsiderSubscriptionCancelledAfterOnErrorOrOnCompleteHasBeenCalled",
            "untested_spec107_mustNotEmitFurtherSignalsOnceOnErrorHasBeenSignalled",
            "untested_spec108_possiblyCanceledSubscriptionShouldNotReceiveOnErrorOrOnCompleteSignals",
            "untested_spec109_subscribeShouldNotThrowNonFatalThrowable",
            "untested_spec110_rejectASubscriptionRequestIfTheSameSubscriberSubscribesTwice",
            "untested_spec304_requestShouldNotPerformHeavyComputations",
            "untested_spec305_cancelMustNotSynchronouslyPerformHeavyComputation");

    /** It wants two thousand million events of a stream that ends; the stream that does not is put to it. */
    private static final Set<String> ENDLESS = Set.of("required_spec317_mustNotSignalOnErrorWhenPendingAboveLongMaxValue");

    /** They want an end, or a stream of so many events; the streams that end are put to them. */
    private static final Set<String> ENDING = Set.of(
            "required_createPublisher1MustProduceAStreamOfExactly1Element",
            "required_createPublisher3MustProduceAStreamOfExactly3Elements",
            "required_spec102_maySignalLessThanRequestedAndTerminateSubscription",
            "stochastic_spec103_mustSignalOnMethodsSequentially",
            "required_spec105_mustSignalOnCompleteWhenFiniteStreamTerminates",
            "required_spec107_mustNotEmitFurtherSignalsOnceOnCompleteHasBeenSignalled",
            "required_spec109_mayRejectCallsToSubscribeIfPublisherIsUnableOrUnwillingToServeThemRejectionMustTriggerOnErrorAfterOnSubscribe",
            "required_spec317_mustSupportACumulativePendingElementCountUpToLongMaxValue",
            "required_spec317_mustSupportAPendingElementCountUpToLongMaxValue");

    /** Before the names of tests that the kit skips where a publisher does not do what it may do. */
    private static final String OPTIONAL = "optional_";

    static TestEnvironment environment() {
        return new TestEnvironment(SIGNAL_MILLIS, SILENCE_MILLIS, POLL_MILLIS);
    }

    /** Nothing that is optional is missing. */
    @TestFactory
    Stream<DynamicTest> streamsThatEndKeepTheRules() {
        return verify(FinitePublisherVerification.class, ENDLESS, name -> true);
    }

    /** Of what is optional, subscribers of one live stream do not get the same events: each begins when it comes. */
    @TestFactory
    Stream<DynamicTest> aStreamAsItIsInLifeKeepsTheRules() {
        return verify(LivePublisherVerification.class, ENDING, name -> !name.startsWith(OPTIONAL));
    }

    /** A test for each that was run, and one that no other was skipped. */
    private static Stream<DynamicTest> verify(Class<?> verification, Set<String> otherStreams, Predicate<String> judged) {
        var results = new TestListenerAdapter();
        var kit = new TestNG(false);
        kit.setUseDefaultListeners(false);
        kit.setVerbose(0);
        kit.setTestClasses(new Class<?>[] {verification});
        kit.addListener((ITestNGListener) results);
        kit.run();
        var skipped = new TreeSet<>(UNTESTABLE);
        skipped.addAll(otherStreams);
        return Stream.of(
                        tests(results.getPassedTests().stream(), passed -> {}),
                        tests(results.getFailedTests().stream(), PublisherTckTest::fail),
                        tests(results.getConfigurationFailures().stream(), PublisherTckTest::fail),
                        Stream.of(dynamicTest("skips what it must", () -> assertEquals(skipped, skipped(results, judged)))))
                .flatMap(tests -> tests);
    }

    private static Set<String> skipped(TestListenerAdapter results, Predicate<String> judged) {
        return results.getSkippedTests().stream()
                .map(ITestResult::getName)
                .filter(judged)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<DynamicTest> tests(Stream<ITestResult> results, Consumer<ITestResult> verdict) {
        return results.map(result -> dynamicTest(result.getName(), () -> verdict.accept(result)));
    }

    private static void fail(ITestResult result) {
        throw new AssertionError(result.getName(), result.getThrowable());
    }
}
