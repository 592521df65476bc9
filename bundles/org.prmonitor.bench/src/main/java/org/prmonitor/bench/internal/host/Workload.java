package org.prmonitor.bench.internal.host;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * Something to be measured inside of a framework. It is written to the JVM that runs it and its result is read back; both ends
 * are this very jar, so that Java's own serialization is all that it takes.
 *
 * @param <R> what it comes to
 */
public interface Workload<R extends Serializable> extends Serializable {

    /** Runs to its end, on a thread of its own. */
    R run(Container container) throws Exception;

    /** Properties that the framework and its bundles are started with. */
    default Map<String, String> frameworkProperties() {
        return Map.of();
    }

    /** What the JVM has in its environment beside what we have. */
    default Map<String, String> environment() {
        return Map.of();
    }

    /** Options of the JVM. */
    default List<String> jvmOptions() {
        return List.of();
    }
}
