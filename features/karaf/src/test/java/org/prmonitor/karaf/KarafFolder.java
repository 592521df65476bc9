package org.prmonitor.karaf;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * A Karaf as it is published, in a folder of its own. What is set differs from the defaults in two points: it may run
 * beside another one (ports), and it asks one Maven repository and neither the network nor the user's own (Pax URL).
 */
record KarafFolder(Path folder) {

    /** What Karaf itself writes while it runs: its data, who holds its lock, and what was typed. */
    private static final Set<String> RUNTIME = Set.of("data", "lock", "karaf.pid", "instances", ".karaf");

    /** Unpacked by the build. */
    static KarafFolder in(Path folder, FeatureRepository repository) throws IOException {
        Folders.copy(Path.of(System.getProperty("prmonitor.karaf.home")), folder);
        var karaf = new KarafFolder(folder);
        karaf.set("etc/org.apache.karaf.shell.cfg", Map.of("sshPort", freePort()));
        karaf.set("etc/org.apache.karaf.management.cfg", Map.of("rmiRegistryPort", freePort(), "rmiServerPort", freePort()));
        Files.writeString(folder.resolve("etc/org.ops4j.pax.url.mvn.cfg"), """
                org.ops4j.pax.url.mvn.localRepository = ${karaf.data}/m2
                org.ops4j.pax.url.mvn.settings = ${karaf.etc}/no-settings.xml
                org.ops4j.pax.url.mvn.useFallbackRepositories = false
                org.ops4j.pax.url.mvn.defaultRepositories = \\
                    ${karaf.home.uri}system@id=system.repository@snapshots, \\
                    ${karaf.data.uri}kar@id=kar.repository@multi@snapshots, \\
                    %s@id=test.repository@snapshots
                org.ops4j.pax.url.mvn.repositories =
                """.formatted(repository.folder().toUri()));
        return karaf;
    }

    /** Where it looks for bundles and KARs. */
    Path deploy() {
        return folder.resolve("deploy");
    }

    /** Its configuration files. */
    Path etc() {
        return folder.resolve("etc");
    }

    /** The lines of its log so far. */
    Stream<String> log() throws IOException {
        return Files.readString(folder.resolve("data/log/karaf.log")).lines();
    }

    /** Every file of the installation, but for those that Karaf itself writes while it runs. */
    SortedSet<String> files() throws IOException {
        return Folders.files(folder, RUNTIME);
    }

    /** Those of {@link #files} in which a text stands. */
    List<String> mentioning(String text) throws IOException {
        var mentioning = new ArrayList<String>();
        for (var file : files()) {
            if (Files.readString(folder.resolve(file), StandardCharsets.ISO_8859_1).contains(text)) {
                mentioning.add(file);
            }
        }
        return mentioning;
    }

    private void set(String file, Map<String, String> values) throws IOException {
        var text = Files.readString(folder.resolve(file));
        for (var value : values.entrySet()) {
            var changed = text.replaceFirst("(?m)^" + value.getKey().replace(".", "\\.") + "\\s*=.*$", value.getKey() + " = " + value.getValue());
            if (changed.equals(text)) {
                throw new IOException(file + " has no " + value.getKey());
            }
            text = changed;
        }
        Files.writeString(folder.resolve(file), text);
    }

    private static String freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return Integer.toString(socket.getLocalPort());
        }
    }
}
