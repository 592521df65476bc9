package org.prmonitor.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A class of tests that have the real source, on a scripted channel, without rights and without a kernel. An OSGi framework runs in the
 * test's JVM, with Declarative Services, Configuration Admin, EventAdmin and the bundle {@code org.prmonitor.source} from the test's
 * class path; the one dependency {@code org.prmonitor:org.prmonitor.testkit.felix} (type pom, scope test) brings them all.
 *
 * <pre>{@code
 * @PrMonitorTest
 * class CrashWatcherTest {
 *
 *     @Test
 *     void aKilledProcessIsReported(ScriptedSource scripted) throws Exception {
 *         var watcher = new CrashWatcher();
 *         scripted.listen("crashes", "(exit.signal=*)", watcher);
 *         scripted.emit(ScriptedProcess.of(42).killed(11));
 *         scripted.settle();
 *         assertEquals(1, watcher.crashes());
 *     }
 * }
 * }</pre>
 *
 * <p>A test method, and what runs before and after each, may have parameters of these types: {@link ScriptedSource}, {@link EventProbe},
 * {@link ScriptedChannelProvider}, {@link ScriptedTime}, {@code MonitorEventSource} and {@code BundleContext}. Every test method, and every invocation of a
 * parameterized one, has a source of its own, with clean books and an empty journal; the framework is started once for a class and
 * its nested classes. The test and the bundles share the types of {@code org.prmonitor.*}, {@code org.osgi.service.*} and Kotlin.
 *
 * <p>When a test fails, the state of the source, its books and what its framework has logged stand under what was thrown, as suppressed.
 *
 * <p>Where the class path has several frameworks, {@code -Dprmonitor.testkit.framework=eclipse} chooses. Where the test class itself is in
 * a bundle of a running framework, that one is used, and its bundle {@code org.prmonitor.source} is started anew for every test.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PrMonitorExtension.class)
// One source a class: two methods at once would see each other's events.
@Execution(ExecutionMode.SAME_THREAD)
public @interface PrMonitorTest {

    /**
     * {@return whether the project under test is a bundle that is installed, and started anew for every test: Maven's folder
     * {@code target/classes} beside the test classes, with the manifest that bnd-maven-plugin's goal {@code bnd-process}
     * writes, or else the jar in {@code target}} Its classes are then there twice: those that the test has from its class
     * path are not those of the bundle.
     */
    boolean project() default false;

    /**
     * {@return properties of the PID {@code org.prmonitor.source} besides the channel, each as {@code key=value}, such as
     * {@code types=started,forked,exited}}
     */
    String[] configuration() default {};

    /**
     * {@return symbolic names of further bundles of the class path, which are installed, and started anew for every test
     * before the project}
     */
    String[] bundles() default {};
}
