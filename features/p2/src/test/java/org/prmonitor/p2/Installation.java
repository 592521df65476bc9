package org.prmonitor.p2;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.prmonitor.testkit.InstalledJdk;
import org.prmonitor.testkit.Program;
import org.prmonitor.testkit.RunningProgram;

/** An Equinox that p2's director makes and changes. One test thread. */
final class Installation {

    private static final String PROFILE = "test";

    private final P2 p2;
    private final Path folder;

    Installation(P2 p2, Path folder) {
        this.p2 = p2;
        this.folder = folder;
    }

    /** What the director does, in one transaction: all of it or nothing. It deletes what nothing needs any more. */
    P2.Result change(List<Path> repositories, List<String> uninstalled, List<String> installed) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of(
                "-destination", folder.toString(),
                "-bundlepool", folder.toString(),
                "-profile", PROFILE,
                "-roaming",
                "-profileProperties", "org.eclipse.update.install.features=true",
                "-p2.os", "linux", "-p2.ws", "gtk", "-p2.arch", "x86_64"));
        if (!repositories.isEmpty()) {
            arguments.add("-repository");
            arguments.add(repositories.stream().map(path -> path.toUri().toString()).collect(Collectors.joining(",")));
        }
        if (!uninstalled.isEmpty()) {
            arguments.add("-uninstallIU");
            arguments.add(String.join(",", uninstalled));
        }
        if (!installed.isEmpty()) {
            arguments.add("-installIU");
            arguments.add(String.join(",", installed));
        }
        return p2.attempt(P2.DIRECTOR, arguments.toArray(String[]::new));
    }

    /** The roots that its profile has, {@code id/version} each, sorted. */
    List<String> roots() throws IOException, InterruptedException {
        return p2.run(P2.DIRECTOR, "-destination", folder.toString(), "-profile", PROFILE, "-listInstalledRoots")
                .lines()
                .filter(line -> line.matches("[\\w.]+/[\\w.-]+"))
                .sorted()
                .toList();
    }

    /** Starts it, as a user does. */
    RunningProgram start(InstalledJdk jdk) throws IOException {
        return start(jdk, List.of());
    }

    /** The same with options for the JVM and arguments for its application. */
    RunningProgram start(InstalledJdk jdk, List<String> options, String... arguments) throws IOException {
        try (var plugins = Files.newDirectoryStream(folder.resolve("plugins"), "org.eclipse.equinox.launcher_*.jar")) {
            return Program.java(jdk, options).with("-jar", plugins.iterator().next().toString()).with(arguments).in(folder).start();
        }
    }

    /** Its bundles as Equinox is to start them: {@code name,version,location,level,started} each. */
    List<String> bundlesInfo() throws IOException {
        return Files.readAllLines(folder.resolve("configuration/org.eclipse.equinox.simpleconfigurator/bundles.info")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    /** The files in the folders that bundles and features are in, sorted. */
    List<String> artifacts() throws IOException {
        var names = new ArrayList<String>();
        for (var part : List.of("plugins", "features")) {
            if (Files.isDirectory(folder.resolve(part))) {
                names.addAll(Archive.readFolder(folder.resolve(part)).keySet().stream().map(name -> part + "/" + name).toList());
            }
        }
        return names;
    }

    /** All paths that have a text in them, but for p2's own records of the past. */
    List<Path> traces(String text) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.map(folder::relativize).filter(file -> !file.startsWith("p2") && file.toString().contains(text)).toList();
        }
    }

    /** The same installation in another folder, as one that was moved. */
    Installation copyTo(Path other) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.toList()) {
                Files.copy(file, other.resolve(folder.relativize(file).toString()));
            }
        }
        return new Installation(p2, other);
    }
}
