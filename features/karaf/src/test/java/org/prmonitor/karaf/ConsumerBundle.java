package org.prmonitor.karaf;

import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Constants;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import org.prmonitor.karaf.consumer.ListenerConsumer;

/** Somebody else's bundle, built as anybody builds one, with what bnd makes of its annotations. */
final class ConsumerBundle {

    /** Its symbolic name. */
    static final String NAME = "somebody.else";

    private ConsumerBundle() {}

    /**
     * Puts it where Karaf looks for bundles; over an older version of it, as a user does.
     *
     * @param folder Karaf's {@code deploy}
     */
    static void drop(Path folder, String version) throws Exception {
        // Under a name that is not watched, and then moved: FileInstall may look at any time.
        var partial = folder.resolve(".consumer.jar");
        try (var builder = new Builder()) {
            builder.setBundleSymbolicName(NAME);
            builder.setBundleVersion(version);
            builder.setProperty(Constants.PRIVATE_PACKAGE, ListenerConsumer.class.getPackageName());
            builder.setImportPackage("org.jspecify.annotations;resolution:=optional, *");
            builder.addClasspath(testClasses());
            builder.addClasspath(Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(entry -> entry.endsWith(".jar"))
                    .map(File::new)
                    .toList());
            var jar = builder.build();
            if (!builder.isOk()) {
                throw new IOException("the consumer's bundle: " + builder.getErrors() + builder.getWarnings());
            }
            jar.write(partial.toFile());
        }
        // bnd gives it the time of its newest class, by which FileInstall could not tell two versions apart.
        Files.setLastModifiedTime(partial, FileTime.from(Instant.now()));
        Files.move(partial, folder.resolve("consumer.jar"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static File testClasses() throws URISyntaxException {
        return new File(ListenerConsumer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
