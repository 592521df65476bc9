package org.prmonitor.archetype;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.prmonitor.testkit.Program;
import org.prmonitor.testkit.RunningProgram;

/**
 * Maven for generated projects. It has a local repository of its own, with what this build has installed there; what is not ours it takes
 * out of the local repository of the build that runs, by file URL, where the same versions were downloaded to before. It cannot download.
 */
final class InnerMaven {

    /** For a build on a machine that is busy with others. */
    static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final String SETTINGS = """
            <settings>
              <mirrors>
                <mirror><id>nothing-else</id><mirrorOf>*,!central</mirrorOf><url>%1$s</url></mirror>
              </mirrors>
              <profiles>
                <profile>
                  <id>downloaded</id>
                  <repositories>
                    <repository>
                      <id>central</id>
                      <url>%1$s</url>
                      <releases><checksumPolicy>ignore</checksumPolicy></releases>
                      <snapshots><enabled>false</enabled></snapshots>
                    </repository>
                  </repositories>
                  <pluginRepositories>
                    <pluginRepository>
                      <id>central</id>
                      <url>%1$s</url>
                      <releases><checksumPolicy>ignore</checksumPolicy></releases>
                      <snapshots><enabled>false</enabled></snapshots>
                    </pluginRepository>
                  </pluginRepositories>
                </profile>
              </profiles>
              <activeProfiles><activeProfile>downloaded</activeProfile></activeProfiles>
            </settings>
            """;

    private final List<String> options;

    /** @param folder for the settings */
    InnerMaven(Path folder) throws IOException {
        var settings = folder.resolve("settings.xml");
        Files.createDirectories(folder);
        Files.writeString(settings, SETTINGS.formatted(Path.of(property("prmonitor.archetype.downloaded")).toUri()));
        options = List.of("--batch-mode", "--no-transfer-progress", "--settings", settings.toString(),
                "-Dmaven.repo.local=" + property("prmonitor.archetype.repository"));
    }

    /**
     * Starts it, in a process group of its own, as a shell does.
     *
     * @param folder where it is called
     * @param arguments as they stand behind {@code mvn}
     */
    RunningProgram start(Path folder, List<String> arguments) throws IOException {
        var command = new ArrayList<>(List.of("setsid", "env", "--chdir=" + folder, property("prmonitor.archetype.maven") + "/bin/mvn"));
        command.addAll(options);
        for (var argument : arguments) {
            // A prefix would be looked up in an index of plugins, which is no file that was downloaded.
            command.add(argument.startsWith("archetype:") ? property("prmonitor.archetype.plugin") + argument.substring("archetype".length()) : argument);
        }
        return Program.of(command)
                .env("JAVA_HOME", System.getProperty("java.home"))
                // Runs that take seconds: half of their time went into the second compiler.
                .env("MAVEN_OPTS", "-XX:TieredStopAtLevel=1")
                .start();
    }

    /** Runs it to its end, which has to be a success; returns what it printed. */
    List<String> run(Path folder, List<String> arguments) throws IOException, InterruptedException {
        try (var maven = start(folder, arguments)) {
            maven.endInput();
            var code = maven.awaitExit(PATIENCE);
            if (code != 0) {
                throw new AssertionError("exit code " + code + "\n" + maven.describe());
            }
            return maven.output();
        }
    }

    static String property(String name) {
        var value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("-D" + name + " is not set: run 'mvn verify -pl features/archetype.itest -am'");
        }
        return value;
    }
}
