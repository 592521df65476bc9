package org.prmonitor.docs.snippet;

import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.prmonitor.api.MonitorEventSource;
import org.prmonitor.docs.block.Block;
import org.prmonitor.docs.block.ShownOutput;
import org.prmonitor.testkit.ScriptedSource;

/** Runs a compiled block beside the real source, whose kernel is what the block's comments say, and compares what it prints. */
final class SnippetTrial {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Snippet snippet;
    private final JavaSnippets compiler;
    private final Path runs;

    SnippetTrial(Snippet snippet, JavaSnippets compiler, Path runs) {
        this.snippet = snippet;
        this.compiler = compiler;
        this.runs = runs;
    }

    /**
     * Runs it.
     *
     * @param shown what the page says it prints; empty where it says nothing, and then it must not
     * @throws AssertionError when it fails, or prints something else
     */
    void run(ScriptedSource scripted, Optional<String> shown) throws Exception {
        Block block = snippet.block();
        var expected = ShownOutput.of(shown.orElse("").lines().toList());
        List<String> printed;
        try (var output = new CapturedOutput()) {
            Callable<List<String>> lines = () -> output.await(expected.least(), PATIENCE);
            if (Snippet.hasTests(block.text())) {
                printed = tested(lines);
            } else if (Snippet.hasComponent(block.text())) {
                printed = deployed(scripted, lines);
            } else {
                printed = called(scripted, lines);
            }
        } catch (InvocationTargetException failed) {
            throw new AssertionError(block.place() + ": " + failed.getCause(), failed.getCause());
        }
        expected.difference(printed).ifPresent(difference -> {
            throw new AssertionError(block.place() + ": prints otherwise than the page says\n" + difference);
        });
    }

    /** As tests of anybody's project, by JUnit; with a framework of their own where they ask for one. */
    private List<String> tested(Callable<List<String>> lines) throws Exception {
        try (var loader = new URLClassLoader(new URL[] {snippet.classes().toUri().toURL()}, getClass().getClassLoader())) {
            var thread = Thread.currentThread();
            var before = thread.getContextClassLoader();
            thread.setContextClassLoader(loader);
            try {
                SnippetTests.run(snippet, loader);
            } finally {
                thread.setContextClassLoader(before);
            }
            return lines.call();
        }
    }

    private List<String> deployed(ScriptedSource scripted, Callable<List<String>> lines) throws Exception {
        play("before", scripted);
        Bundle bundle;
        try (var jar = SnippetBundle.of(snippet)) {
            bundle = scripted.context().installBundle("docs:" + snippet.block().name(), jar);
        }
        try {
            bundle.start();
            play("run", scripted);
            scripted.settle();
            assertSatisfied(bundle);
            return lines.call();
        } finally {
            bundle.uninstall();
        }
    }

    /** With the context of a bundle of its own: what it registers goes with it. */
    private List<String> called(ScriptedSource scripted, Callable<List<String>> lines) throws Exception {
        String name = snippet.statements().orElseThrow(() ->
                new AssertionError(snippet.block().place() + ": 'run', and there are neither a @Component nor statements"));
        play("before", scripted);
        scripted.settle();
        Bundle bundle = scripted.context().installBundle("docs:" + snippet.block().name(), SnippetBundle.empty(snippet.block()));
        try (var loader = new URLClassLoader(new URL[] {snippet.classes().toUri().toURL()}, getClass().getClassLoader())) {
            bundle.start();
            var method = loader.loadClass(name).getMethod("snippet", MonitorEventSource.class, BundleContext.class);
            Object begun = method.invoke(null, scripted.source(), bundle.getBundleContext());
            play("run", scripted);
            scripted.settle();
            List<String> printed = lines.call();
            if (begun instanceof AutoCloseable closeable) {
                closeable.close();
            }
            return printed;
        } finally {
            bundle.uninstall();
        }
    }

    private void play(String word, ScriptedSource scripted) throws Exception {
        String statements = snippet.block().word(word).orElse("");
        if (statements.isEmpty()) {
            return;
        }
        String name = "Run_" + word + "_" + snippet.block().name();
        Path classes = Files.createDirectories(runs);
        compiler.compileRun(snippet.block(), name, statements, classes);
        try (var loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            var run = (SnippetRun) loader.loadClass(name).getConstructor().newInstance();
            run.run(scripted, scripted.source(), scripted.context(), scripted.probe());
        }
    }

    /** A component that nobody activates prints nothing, and the page may say the same. */
    private static void assertSatisfied(Bundle bundle) {
        var context = bundle.getBundleContext();
        var reference = context.getServiceReference(ServiceComponentRuntime.class);
        var runtime = context.getService(reference);
        for (var description : runtime.getComponentDescriptionDTOs(bundle)) {
            var configurations = runtime.getComponentConfigurationDTOs(description);
            boolean satisfied = configurations.stream().anyMatch(configuration ->
                    configuration.state == ComponentConfigurationDTO.SATISFIED || configuration.state == ComponentConfigurationDTO.ACTIVE);
            if (!satisfied) {
                throw new AssertionError("component " + description.name + " is not satisfied: " + configurations);
            }
        }
    }
}
