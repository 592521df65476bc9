package org.prmonitor.bench.internal.consumer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** A consumer's bundle, and both ways to put the next version into its place. One thread. */
public final class SwappedBundle {

    private final BundleContext context;
    private final ConsumerJars jars;
    private final ConsumerKind kind;
    private final String name;
    private Bundle bundle;
    private int version = 1;

    /** Installs and starts the first version. */
    public SwappedBundle(BundleContext context, ConsumerJars jars, ConsumerKind kind, String name) throws IOException, BundleException {
        this.context = context;
        this.jars = jars;
        this.kind = kind;
        this.name = name;
        bundle = install();
    }

    /** Puts the next version into its place: by {@code Bundle.update} and by uninstall and install in turn. */
    public void swap() throws IOException, BundleException {
        version++;
        if (version % 2 == 0) {
            bundle.update(jar());
        } else {
            bundle.uninstall();
            bundle = install();
        }
    }

    /** The bundle that is installed now. */
    public Bundle bundle() {
        return bundle;
    }

    /** The version that is installed now. */
    public String version() {
        return "1.0." + version;
    }

    public void uninstall() throws BundleException {
        bundle.uninstall();
    }

    private Bundle install() throws IOException, BundleException {
        var installed = context.installBundle("bench:" + name, jar());
        installed.start();
        return installed;
    }

    private ByteArrayInputStream jar() throws IOException {
        return new ByteArrayInputStream(jars.copy(kind, name, version()));
    }
}
