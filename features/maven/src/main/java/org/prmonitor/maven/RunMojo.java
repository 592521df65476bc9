package org.prmonitor.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Builds, tests and deploys the project as {@code mvn package} does, and runs the launcher on this terminal until Ctrl-C. Each further
 * {@code mvn package}, on another terminal or by an IDE, swaps the consumer while events flow.
 */
@Mojo(name = "run", threadSafe = true)
@Execute(phase = LifecyclePhase.PACKAGE)
public final class RunMojo extends LauncherMojo {

    /** Where the launcher is unpacked. */
    @Parameter(property = "prmonitor.home", defaultValue = "${project.build.directory}/prmonitor", required = true)
    private @Nullable File home;

    /**
     * The launcher's options, with spaces; {@code prmonitor --help} lists them. By default it prints no events, so that the consumer
     * has the terminal to itself; {@code --format=text} prints them, too, and {@code --shell} opens a shell.
     */
    @Parameter(property = "prmonitor.arguments", defaultValue = "--format=none")
    private @Nullable String arguments;

    /** A command that the launcher is run with, such as {@code sudo}: it needs rights that Maven does not need. */
    @Parameter(property = "prmonitor.prefix")
    private @Nullable String prefix;

    @Override
    void execute(Distribution distribution, Path watched) throws IOException, MojoFailureException {
        var folder = Objects.requireNonNull(home).toPath();
        if (!Files.isDirectory(watched)) {
            throw new MojoFailureException("Nothing is deployed, there is no folder '" + watched + "': the project has to have the goal"
                    + " prmonitor:deploy among the executions of this plugin");
        }
        distribution.unpack(folder);
        var windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        var command = new ArrayList<>(words(prefix));
        command.add(folder.resolve(windows ? "bin/prmonitor.cmd" : "bin/prmonitor").toString());
        command.add("--deploy=" + watched);
        command.addAll(words(arguments));
        getLog().info("Starting the launcher; 'mvn package' on another terminal swaps the consumer, Ctrl-C ends it");
        var code = new ForegroundProgram(command).run();
        if (code != 0) {
            throw new MojoFailureException("The launcher ended with exit code " + code + "; what it said stands above");
        }
    }

    private static List<String> words(@Nullable String text) {
        return text == null || text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }
}
