package org.prmonitor.testkit.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * Loads a framework beside an older API of OSGi's. Who writes bundles compiles them against an old {@code osgi.core}, which stands on
 * the class path before the framework's own copy of it, and whose {@code FrameworkUtil} lacks what the framework calls. Types that the
 * test and the framework exchange must be one, and are the class path's; the framework itself and that class of static methods are its jar's.
 */
final class FrameworkLoader extends URLClassLoader {

    private static final String SERVICE = "META-INF/services/" + FrameworkFactory.class.getName();
    private static final String OSGI = "org.osgi.";

    /** Static methods, and what only they may touch; their nested classes included. */
    private static final List<String> STATIC = List.of("org.osgi.framework.FrameworkUtil", "org.osgi.framework.FilterImpl");

    static {
        registerAsParallelCapable();
    }

    /** @param jar the framework's, which the parent has as well */
    FrameworkLoader(URL jar, ClassLoader parent) {
        super("framework under test", new URL[] {jar}, parent);
    }

    /** The factory that the jar names. */
    FrameworkFactory factory() throws IOException {
        var service = findResource(SERVICE);
        if (service == null) {
            throw new IOException("no " + SERVICE + " in " + getURLs()[0]);
        }
        var connection = service.openConnection();
        connection.setUseCaches(false);
        try (var lines = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var name = line.replaceAll("#.*", "").strip();
                if (!name.isEmpty()) {
                    return (FrameworkFactory) loadClass(name).getConstructor().newInstance();
                }
            }
        } catch (ReflectiveOperationException broken) {
            throw new IOException("the framework's factory in " + getURLs()[0] + " cannot be made: " + broken, broken);
        }
        throw new IOException(SERVICE + " in " + getURLs()[0] + " names no factory");
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith(OSGI) && STATIC.stream().noneMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            var loaded = findLoadedClass(name);
            if (loaded == null) {
                loaded = own(name);
            }
            return loaded == null ? super.loadClass(name, resolve) : loaded;
        }
    }

    private @Nullable Class<?> own(String name) {
        try {
            return findClass(name);
        } catch (ClassNotFoundException theParents) {
            return null;
        }
    }
}
