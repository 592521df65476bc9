package org.prmonitor.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.matrix.trial.Trial;
import org.prmonitor.testkit.ContainerTrial;
import org.prmonitor.testkit.ContainerTrial.Stage;
import org.prmonitor.testkit.InstalledJdk;
import org.prmonitor.testkit.InstalledJdks;
import org.prmonitor.testkit.Program;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

/**
 * The bundles that are shipped, unchanged, in every container in every version on every JDK, with the real kernel and real
 * processes. See {@link Trial} for what is done in each. What was found becomes {@code target/container-matrix}.
 */
@Requires({Requirement.EBPF, Requirement.TWO_JDKS})
class ContainerMatrixIT {

    private static final int SWAPS = Integer.getInteger("prmonitor.matrix.swaps", 20);

    /** What makes the orders in which bundles stop; said by a failure, to have it again. */
    private static final long SEED = Long.getLong("prmonitor.matrix.seed", System.nanoTime());

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    static Path folder;

    private static Path probe;

    @BeforeAll
    static void buildProbe() throws IOException {
        if (Files.isDirectory(ContainerTrial.FOLDER)) {
            try (var old = Files.newDirectoryStream(ContainerTrial.FOLDER)) {
                for (var file : old) {
                    Files.delete(file);
                }
            }
        }
        probe = ProbeJar.write(folder.resolve("probe.jar"));
    }

    @TestFactory
    Stream<DynamicTest> everyContainerOnEveryJdk() {
        // What is asked for at least, and by which version that was met, over all trials.
        var met = new TreeMap<String, TreeSet<String>>();
        var trials = Container.all().stream()
                .flatMap(container -> InstalledJdks.oldestAndNewest().stream().map(jdk -> DynamicTest.dynamicTest(
                        container.framework().getFileName() + " on JDK " + jdk.major(), () -> ranges(tryOut(container, jdk), met))));
        return Stream.concat(trials, Stream.of(DynamicTest.dynamicTest("the lowest versions that are declared", () -> assertFloorsTried(met))));
    }

    /** Runs one to its end; what it found. */
    private static List<String> tryOut(Container container, InstalledJdk jdk) throws Exception {
        try (var trial = new ContainerTrial(container.name(), container.version(), jdk);
                var program = program(container, jdk).start()) {
            var code = program.awaitExit(PATIENCE);
            var findings = program.output().stream()
                    .filter(line -> line.startsWith(Trial.FINDING))
                    .map(line -> line.substring(Trial.FINDING.length()))
                    .toList();
            for (var stage : Stage.values()) {
                if (findings.contains(stage.key()) && (stage != Stage.STOPPED || code == 0)) {
                    trial.saw(stage);
                }
            }
            assertEquals(0, code, () -> "-Dprmonitor.matrix.seed=" + SEED + "\n" + program.describe());
            assertTrue(Stream.of(Stage.values()).allMatch(stage -> findings.contains(stage.key())), program::describe);
            return findings;
        }
    }

    private static Program program(Container container, InstalledJdk jdk) throws Exception {
        var classPath = Stream.of(container.jar(), home(Trial.class), home(org.prmonitor.bench.internal.consumer.Sinks.class),
                        home(InstalledJdks.class))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        // As our launcher has it: JNA's library comes out of its bundle by way of the framework.
        var command = new ArrayList<>(List.of("-Djna.nosys=false", "-Djna.nounpack=true", "-cp", classPath, Trial.class.getName()));
        command.addAll(List.of(Integer.toString(SWAPS), Long.toString(SEED), probe.toString()));
        container.bundles().forEach(each -> command.add(each.toString()));
        command.add(Container.OURS.toString());
        return Program.java(jdk, command).in(Files.createTempDirectory(folder, "trial"));
    }

    /** The jar, or the folder, that a class comes from. */
    private static Path home(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static void ranges(List<String> findings, TreeMap<String, TreeSet<String>> met) {
        for (var finding : findings) {
            var words = finding.split(" ");
            if (words[0].equals("range")) {
                met.computeIfAbsent(String.join(" ", words[1], words[2], minor(words[3])), key -> new TreeSet<>()).add(minor(words[4]));
            }
        }
    }

    /** What a bundle asks for at least is what it was given in some container: no lower bound is a guess, and none is too high to be tried. */
    private static void assertFloorsTried(TreeMap<String, TreeSet<String>> met) {
        assertTrue(met.size() > 20, () -> "only " + met);
        var untried = met.entrySet().stream()
                .filter(entry -> !entry.getValue().contains(entry.getKey().split(" ")[2]))
                .map(entry -> entry.getKey() + " was tried with " + entry.getValue())
                .toList();
        assertEquals(List.of(), untried);
    }

    /** Major and minor: a third number says nothing about what is there. */
    private static String minor(String version) {
        return Arrays.stream((version + ".0").split("\\.")).limit(2).collect(Collectors.joining("."));
    }
}
