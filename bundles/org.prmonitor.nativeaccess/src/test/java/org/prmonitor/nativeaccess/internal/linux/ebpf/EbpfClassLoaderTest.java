package org.prmonitor.nativeaccess.internal.linux.ebpf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.prmonitor.api.channel.ChannelOptions;
import org.prmonitor.api.channel.MonitorChannelProvider;
import org.prmonitor.nativeaccess.internal.testsupport.RecordingSink;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

/** The bundle updated again and again in one JVM, as far as class loading goes: each time its classes are new, JNA's stay. */
@Requires(Requirement.EBPF)
class EbpfClassLoaderTest {

    private static final int UPDATES = 30;

    @Test
    void classesOfFormerVersionsAreUnloaded() throws Exception {
        var former = new ArrayList<WeakReference<ClassLoader>>();
        for (var update = 0; update < UPDATES; update++) {
            former.add(openAndCloseOnce());
        }
        var deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (left(former) > 1 && System.nanoTime() < deadline) {
            System.gc();
        }
        // JNA's own cleaner thread was started from the first one's code and keeps its access control context.
        assertTrue(left(former) <= 1, () -> left(former) + " of " + UPDATES + " are still there");
    }

    private static long left(ArrayList<WeakReference<ClassLoader>> loaders) {
        return loaders.stream().filter(loader -> loader.get() != null).count();
    }

    private static WeakReference<ClassLoader> openAndCloseOnce() throws Exception {
        var loader = new BundleLoader(EbpfClassLoaderTest.class.getClassLoader());
        var type = loader.loadClass(EbpfChannelProvider.class.getName());
        assertNotSame(EbpfChannelProvider.class, type);
        var provider = (MonitorChannelProvider) type.getConstructor().newInstance();
        var sink = new RecordingSink();
        try (var channel = provider.open(ChannelOptions.defaults())) {
            var process = new ProcessBuilder("/bin/true").start();
            process.waitFor();
            sink.drainUntilExit(channel, process.pid());
            assertEquals(1, sink.exited(process.pid()).size());
        }
        return new WeakReference<>(loader);
    }

    /** Defines the bundle's classes itself, and takes all others from its parent. */
    private static final class BundleLoader extends ClassLoader {

        BundleLoader(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (!name.startsWith("org.prmonitor.nativeaccess.")) {
                    return super.loadClass(name, resolve);
                }
                var loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                var bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
