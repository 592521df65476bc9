package org.prmonitor.bench.internal.storm;

import java.util.HashMap;
import java.util.List;
import org.prmonitor.bench.internal.host.BenchException;

/**
 * What the kernel's audit is set to, as {@code auditctl -s} says.
 *
 * @param enabled 0 for off, 1 for on, {@link #LOCKED}
 * @param failure what the kernel does when it loses a record: 0 nothing, 1 a message, 2 panic
 * @param daemon the process that takes the records; 0 for none
 * @param rateLimit records a second; 0 for any number
 * @param backlogLimit how many records may wait
 */
record AuditStatus(int enabled, int failure, long daemon, int rateLimit, int backlogLimit) {

    /** Nothing of it can be changed until the machine restarts. */
    static final int LOCKED = 2;

    /**
     * Reads it.
     *
     * @throws BenchException where something is missing
     */
    static AuditStatus of(List<String> lines) throws BenchException {
        var values = new HashMap<String, Long>();
        for (var line : lines) {
            var words = line.split(" ");
            if (words.length == 2 && words[1].matches("\\d+")) {
                values.put(words[0], Long.valueOf(words[1]));
            }
        }
        for (var name : List.of("enabled", "failure", "pid", "rate_limit", "backlog_limit")) {
            if (!values.containsKey(name)) {
                throw new BenchException("auditctl -s says no " + name + ", but: " + String.join(", ", lines));
            }
        }
        return new AuditStatus(
                values.get("enabled").intValue(),
                values.get("failure").intValue(),
                values.get("pid"),
                values.get("rate_limit").intValue(),
                values.get("backlog_limit").intValue());
    }

    /**
     * Refuses a machine whose audit somebody uses.
     *
     * @param rules what {@code auditctl -l} says
     */
    void requireUnused(List<String> rules) throws BenchException {
        if (daemon != 0) {
            throw new BenchException("an audit daemon runs already, process " + daemon + "; it is left alone");
        }
        if (enabled == LOCKED) {
            throw new BenchException("the audit's settings are locked until the machine restarts");
        }
        if (!rules.equals(List.of("No rules"))) {
            throw new BenchException("audit rules are set already, and are left alone: " + String.join(", ", rules));
        }
    }

    /** With these options auditctl sets what of it can be set. */
    List<String> options() {
        return List.of(
                "-e", Integer.toString(enabled), "-f", Integer.toString(failure), "-r", Integer.toString(rateLimit), "-b", Integer.toString(backlogLimit));
    }
}
