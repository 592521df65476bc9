package org.prmonitor.bench.internal.consumer;

import java.io.IOException;
import java.util.HashMap;
import org.osgi.framework.Constants;
import org.prmonitor.testkit.BundleCopy;

/** Makes copies of the consumer's bundle, which lies as {@code consumer.jar} in the bundle of this class. */
public final class ConsumerJars {

    private static final String RESOURCE = "/consumer.jar";

    private final BundleCopy original;

    public ConsumerJars() throws IOException {
        try (var jar = ConsumerJars.class.getResourceAsStream(RESOURCE)) {
            if (jar == null) {
                throw new IOException("no " + RESOURCE + " in this bundle");
            }
            original = BundleCopy.of(jar);
        }
    }

    /**
     * A copy.
     *
     * @param name its symbolic name, by which its numbers are told apart
     * @param version its version
     */
    public byte[] copy(ConsumerKind kind, String name, String version) throws IOException {
        var headers = new HashMap<>(kind.headers());
        headers.put(Constants.BUNDLE_SYMBOLICNAME, name);
        headers.put(Constants.BUNDLE_VERSION, version);
        return original.with(headers);
    }
}
