package org.prmonitor.testkit;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;
import org.osgi.framework.BundleContext;
import org.prmonitor.api.MonitorEventSource;

/** What {@link PrMonitorTest} does. */
final class PrMonitorExtension
        implements BeforeAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                ParameterResolver,
                TestExecutionExceptionHandler,
                LifecycleMethodExecutionExceptionHandler {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(PrMonitorExtension.class);

    /** What a parameter is, by its type. */
    private static final Map<Class<?>, Function<TestSession, Object>> PARAMETERS = Map.of(
            ScriptedSource.class, TestSession::scripted,
            EventProbe.class, session -> session.scripted().probe(),
            ScriptedChannelProvider.class, session -> session.scripted().channel(),
            ScriptedTime.class, session -> session.scripted().time(),
            MonitorEventSource.class, TestSession::source,
            BundleContext.class, session -> session.scripted().context());

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        if (isHolder(context)) {
            var settings = settings(context);
            context.getStore(NAMESPACE).put(TestContainer.class, TestContainer.start(context.getRequiredTestClass(), settings));
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        context.getStore(NAMESPACE).put(TestSession.class, container(context).openSession());
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        var session = context.getStore(NAMESPACE).remove(TestSession.class, TestSession.class);
        if (session != null) {
            session.close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (isHolder(context)) {
            var container = context.getStore(NAMESPACE).remove(TestContainer.class, TestContainer.class);
            if (container != null) {
                container.close();
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return PARAMETERS.containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        var session = session(context);
        if (session != null) {
            return PARAMETERS.get(type).apply(session);
        }
        var container = context.getStore(NAMESPACE).get(TestContainer.class, TestContainer.class);
        if (type == BundleContext.class && container != null) {
            return container.context();
        }
        throw new ParameterResolutionException("a " + type.getSimpleName()
                + " belongs to one test method: let the test method have it as a parameter, or one with @BeforeEach or @AfterEach");
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        throw explained(context, thrown);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        throw explained(context, thrown);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        throw explained(context, thrown);
    }

    /** With what the source has to say; once. */
    private static Throwable explained(ExtensionContext context, Throwable thrown) {
        var session = session(context);
        var told = thrown.getSuppressed().length > 0 && thrown.getSuppressed()[0] instanceof SourceAtFailure;
        if (session != null && !told && !thrown.getClass().getName().equals("org.opentest4j.TestAbortedException")) {
            thrown.addSuppressed(new SourceAtFailure(session.scripted().report()));
        }
        return thrown;
    }

    private static @Nullable TestSession session(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(TestSession.class, TestSession.class);
    }

    private static TestContainer container(ExtensionContext context) {
        var container = context.getStore(NAMESPACE).get(TestContainer.class, TestContainer.class);
        if (container == null) {
            throw new IllegalStateException("no framework was started: @PrMonitorTest belongs on the class of the tests");
        }
        return container;
    }

    /** Whether it is the context of a class that has the annotation; a nested one that has it not uses its outer class's framework. */
    private static boolean isHolder(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getTestClass(), PrMonitorTest.class);
    }

    private static PrMonitorTest settings(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getTestClass(), PrMonitorTest.class).orElseThrow();
    }

    /** State, books and log. It has no place in the code. */
    private static final class SourceAtFailure extends Exception {

        private static final long serialVersionUID = 1;

        SourceAtFailure(String report) {
            super(report, null, false, false);
        }

        @Override
        public String toString() {
            return "when it failed" + getMessage();
        }
    }
}
