package org.prmonitor.docs.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.apache.felix.metatype.AD;
import org.apache.felix.metatype.Designate;
import org.apache.felix.metatype.MetaData;
import org.apache.felix.metatype.MetaDataReader;
import org.apache.felix.metatype.OCD;
import org.prmonitor.docs.Repository;

/** What the bundles that this build made say of their configuration, read by Felix's Metatype. */
public final class Metatype {

    private static final String FOLDER = "OSGI-INF/metatype/";

    /**
     * A configuration.
     *
     * @param pid its PID, or its factory's
     * @param factory whether there may be many of it
     * @param bundle who reads it
     * @param name its name for people
     * @param description what it is
     * @param attributes what it consists of, in the order of declaration
     */
    public record Configuration(String pid, boolean factory, String bundle, String name, String description, List<AD> attributes) {

        /** One of its attributes. */
        public Optional<AD> attribute(String id) {
            return attributes.stream().filter(attribute -> attribute.getID().equals(id)).findFirst();
        }
    }

    private Metatype() {}

    /** Every configuration of every bundle, by PID. */
    public static List<Configuration> ofBuild() {
        var all = new ArrayList<Configuration>();
        for (Path jar : jars()) {
            all.addAll(of(jar));
        }
        all.sort(Comparator.comparing(Configuration::pid));
        return all;
    }

    /** The jars of the bundles. */
    private static List<Path> jars() {
        var jars = new ArrayList<Path>();
        for (Path bundle : Repository.files(Repository.ROOT.resolve("bundles"), "bnd.bnd")) {
            Path target = bundle.resolveSibling("target");
            String name = bundle.getParent().getFileName().toString();
            if (Files.isDirectory(target)) {
                try (var files = Files.list(target)) {
                    files.filter(file -> file.getFileName().toString().matches(Pattern.quote(name) + "-[0-9][^-]*(-SNAPSHOT)?\\.jar"))
                            .forEach(jars::add);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            }
        }
        return jars;
    }

    private static List<Configuration> of(Path jar) {
        var found = new ArrayList<Configuration>();
        try (var archive = new JarFile(jar.toFile())) {
            String bundle = archive.getManifest().getMainAttributes().getValue("Bundle-SymbolicName");
            for (var entry : archive.stream().filter(entry -> entry.getName().startsWith(FOLDER) && !entry.isDirectory()).toList()) {
                try (var stream = archive.getInputStream(entry)) {
                    MetaData data = new MetaDataReader().parse(stream);
                    for (Object each : data.getDesignates()) {
                        found.add(configuration(bundle, data, (Designate) each));
                    }
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(jar.toString(), failed);
        }
        return found;
    }

    private static Configuration configuration(String bundle, MetaData data, Designate designate) {
        var definition = (OCD) data.getObjectClassDefinitions().get(designate.getObject().getOcdRef());
        var attributes = new ArrayList<AD>();
        for (Object attribute : definition.getAttributeDefinitions().values()) {
            attributes.add((AD) attribute);
        }
        boolean factory = designate.getFactoryPid() != null;
        return new Configuration(
                factory ? designate.getFactoryPid() : designate.getPid(),
                factory,
                bundle,
                definition.getName(),
                definition.getDescription() == null ? "" : definition.getDescription(),
                attributes);
    }
}
