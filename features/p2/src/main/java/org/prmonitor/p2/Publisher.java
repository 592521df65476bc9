package org.prmonitor.p2;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Makes p2 repositories with p2's own publisher. */
public final class Publisher {

    /** The publisher's own clock, in ms: the one thing in its metadata that differs from one run to the next. */
    private static final String TIMESTAMP = "(<property name='p2\\.timestamp' value=')\\d+(')";

    private final P2 p2;
    private final Instant time;

    /**
     * Of p2 and the time that its repositories bear.
     *
     * @param time what p2 takes for their last change, and that of every entry of their archives
     */
    public Publisher(P2 p2, Instant time) {
        this.p2 = p2;
        this.time = time;
    }

    /**
     * Publishes bundles and features.
     *
     * @param name what an installer shows
     * @param source with the folders {@code plugins} and {@code features}, either of which may be missing
     * @param repository the folder to be made, or to be added to
     */
    public void publish(String name, Path source, Path repository) throws IOException, InterruptedException {
        var location = repository.toUri().toString();
        p2.run(
                P2.FEATURES_AND_BUNDLES_PUBLISHER,
                "-metadataRepository", location, "-metadataRepositoryName", name,
                "-artifactRepository", location, "-artifactRepositoryName", name,
                "-source", source.toString(), "-publishArtifacts", "-compress");
    }

    /**
     * Adds the categories of a {@code category.xml} to a repository.
     *
     * @param qualifier what their ids begin with; without one, p2 puts the definition's place on this machine there
     */
    public void publishCategories(Path definition, String qualifier, Path repository) throws IOException, InterruptedException {
        var location = repository.toUri().toString();
        p2.run(
                P2.CATEGORY_PUBLISHER,
                "-metadataRepository", location,
                "-categoryDefinition", definition.toUri().toString(),
                "-categoryQualifier", qualifier,
                "-compress");
    }

    /** Puts the fixed time into what the publisher wrote. Nothing else may follow. */
    public void normalise(Path repository) throws IOException {
        for (var name : Map.of("content.jar", "content.xml", "artifacts.jar", "artifacts.xml").entrySet()) {
            var jar = repository.resolve(name.getKey());
            var files = new TreeMap<>(Archive.read(jar));
            var xml = new String(files.get(name.getValue()), StandardCharsets.UTF_8);
            var fixed = xml.replaceAll(TIMESTAMP, "$1" + time.toEpochMilli() + "$2");
            if (!fixed.contains("'" + time.toEpochMilli() + "'")) {
                throw new IOException(name.getValue() + " of " + repository + " has no p2.timestamp: p2's format has changed");
            }
            Archive.write(jar, Map.of(name.getValue(), fixed.getBytes(StandardCharsets.UTF_8)), time);
        }
        // Saves an installer from asking for other forms of the same files.
        Files.writeString(
                repository.resolve("p2.index"),
                "version=1\nmetadata.repository.factory.order=content.xml,!\nartifact.repository.factory.order=artifacts.xml,!\n");
    }
}
