package org.prmonitor.bench.internal.windows;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.prmonitor.bench.internal.host.BenchException;
import org.prmonitor.testkit.Requirement;

/** The driver's sources, which this jar carries, and what is made of them here and now: the image that is shipped has no injector. */
final class DriverSources {

    private static final String FOLDER = "org/prmonitor/bench/internal/windows/driver";
    private static final int PATIENCE_MINUTES = 3;

    private DriverSources() {}

    /**
     * Builds the test image, the bridge and the client in C.
     *
     * @param folder where to
     * @return the folder with {@code Makefile} and {@code build}
     * @throws BenchException that says which packages are missing
     */
    static Path build(Path folder) throws IOException, InterruptedException, BenchException {
        var missing = Requirement.WINE.missing();
        if (missing.isPresent()) {
            throw new BenchException("windows: " + missing.get() + ". It takes Wine, the compilers that build the driver and its bridge, and make"
                    + " (Debian: apt-get install wine wine64 gcc-mingw-w64-x86-64 gcc make)");
        }
        var driver = folder.resolve("driver");
        copyTo(driver);
        var said = folder.resolve("make.txt");
        var make = new ProcessBuilder(List.of("make", "--no-print-directory", "-C", driver.toString(), "bench-windows"))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!make.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || make.exitValue() != 0) {
            make.destroyForcibly();
            throw new BenchException("windows: building the driver's test image failed: " + Files.readString(said).strip());
        }
        return driver;
    }

    private static void copyTo(Path driver) throws IOException {
        try (var jar = FileSystems.newFileSystem(jar());
                var files = Files.walk(jar.getPath(FOLDER))) {
            var root = jar.getPath(FOLDER);
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var target = driver.resolve(root.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private static Path jar() throws IOException {
        try {
            return Path.of(DriverSources.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IOException("the bench's jar has no place: " + impossible.getMessage(), impossible);
        }
    }
}
