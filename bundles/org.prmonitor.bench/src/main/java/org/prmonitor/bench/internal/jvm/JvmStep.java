package org.prmonitor.bench.internal.jvm;

import java.util.Map;

/** What is measured, in the order of an event's way. */
public enum JvmStep {
    DECODE_START("DecodeBenchmark.started", "decode: the record of a start becomes an event"),
    DECODE_EXIT("DecodeBenchmark.exited", "decode: that of an exit"),
    APPEND("JournalBenchmark.append", "append to the journal"),
    READ("JournalBenchmark.read", "read from the journal, 256 at a time"),
    FILTER_TYPES("FilterBenchmark.types", "filter: by type"),
    FILTER_MATCH("FilterBenchmark.matching", "filter: (&(process.id>=100)(user.id=1000)), which matches"),
    FILTER_NO_MATCH("FilterBenchmark.notMatching", "filter: (&(process.id>=100)(image.path=*/bash)), which does not"),
    LISTENERS_1("ListenerBenchmark.listeners", "append, and dispatch to 1 listener", "listeners", "1"),
    LISTENERS_10("ListenerBenchmark.listeners", "append, and dispatch to 10 listeners", "listeners", "10"),
    LISTENERS_100("ListenerBenchmark.listeners", "append, and dispatch to 100 listeners", "listeners", "100"),
    WHOLE_WAY("WholeWayBenchmark.listener", "the whole way: record, event, process table, journal, 1 listener"),
    EVENT_VIEW("EventBenchmark.view", "make EventAdmin's event, as the EventAdmin lane does"),
    EVENT_COPY("EventBenchmark.copy", "make EventAdmin's event of a map, as others do"),
    HANDLERS_1("HandlerBenchmark.handlers", "make and dispatch it to 1 EventHandler", "handlers", "1"),
    HANDLERS_10("HandlerBenchmark.handlers", "make and dispatch it to 10 EventHandlers", "handlers", "10"),
    HANDLERS_100("HandlerBenchmark.handlers", "make and dispatch it to 100 EventHandlers", "handlers", "100"),
    JSON_START("JsonBenchmark.started", "write a start as JSON"),
    JSON_EXIT("JsonBenchmark.exited", "write an exit as JSON");

    private final String method;
    private final String label;
    private final Map<String, String> parameters;

    JvmStep(String method, String label) {
        this.method = method;
        this.label = label;
        this.parameters = Map.of();
    }

    JvmStep(String method, String label, String parameter, String value) {
        this.method = method;
        this.label = label;
        this.parameters = Map.of(parameter, value);
    }

    /** As in a table. */
    public String label() {
        return label;
    }

    /** Class and method, as the end of JMH's name for it. */
    public String method() {
        return method;
    }

    /** What the benchmark is told, by name. */
    public Map<String, String> parameters() {
        return parameters;
    }
}
