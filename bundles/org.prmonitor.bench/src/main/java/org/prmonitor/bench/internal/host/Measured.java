package org.prmonitor.bench.internal.host;

import java.io.Serializable;
import java.util.Map;

/**
 * What a workload came to, and what it ran on.
 *
 * @param framework label of the framework
 * @param versions of the Java virtual machine and of the bundles, by name
 * @param result the workload's own
 */
public record Measured<R extends Serializable>(String framework, Map<String, String> versions, R result) implements Serializable {}
