package org.prmonitor.matrix.trial;

import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The framework on the class path, with its defaults. */
final class Frameworks {

    private Frameworks() {}

    /** Not started. */
    static Framework create(Path storage) {
        var factory = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow(() -> new AssertionError("no framework"));
        return factory.newFramework(Map.of(
                Constants.FRAMEWORK_STORAGE, storage.toAbsolutePath().toString(),
                Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                "felix.cm.dir", storage.resolveSibling("configuration").toAbsolutePath().toString()));
    }
}
