package org.prmonitor.docs.snippet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Has JUnit run a block that is a class of tests. */
final class SnippetTests {

    private SnippetTests() {}

    static void run(Snippet snippet, ClassLoader loader) throws IOException, ClassNotFoundException {
        var request = LauncherDiscoveryRequestBuilder.request();
        Path folder = snippet.classes().resolve(snippet.packageName().replace('.', '/'));
        try (var files = Files.list(folder)) {
            for (String name : files.map(file -> file.getFileName().toString()).filter(file -> file.matches("[^$]+\\.class")).toList()) {
                Class<?> type = Class.forName(snippet.packageName() + "." + name.replace(".class", ""), false, loader);
                request.selectors(DiscoverySelectors.selectClass(type));
            }
        }
        var listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request.build(), listener);
        var summary = listener.getSummary();
        if (!summary.getFailures().isEmpty()) {
            throw new AssertionError(snippet.block().place() + ": " + summary.getFailures().stream()
                    .map(failure -> failure.getTestIdentifier().getDisplayName() + ": " + failure.getException())
                    .collect(Collectors.joining("\n")));
        }
        if (summary.getTestsSucceededCount() == 0) {
            throw new AssertionError(snippet.block().place() + ": JUnit found no test in it");
        }
    }
}
