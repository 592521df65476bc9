package org.prmonitor.source.internal.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.ProcessEvent;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.testkit.ScriptedEvent;
import org.prmonitor.testkit.ScriptedProcess;

/** Against the simplest table that does the same: a map in order of arrival. */
class ProcessTablePropertiesTest {

    /** Few buckets and ids of all sizes: most of them share one. */
    private static final List<Long> IDS = List.of(1L, 2L, 3L, 4L, 5L, 8L, 12L, 4096L, 65536L, 4194304L, 4294967295L);

    /**
     * What happens.
     *
     * @param what the kind
     * @param process to which
     * @param capacity where that is what changes
     */
    record Step(What what, ScriptedProcess process, int capacity) {}

    enum What {
        START,
        EXIT,
        RESIZE,
        CLEAR
    }

    /** The ends of the table, and of its chains, are where it would go wrong. */
    private static final class Model {

        private final Map<Long, ProcessKey> rows = new LinkedHashMap<>();
        private int capacity;

        Model(int capacity) {
            this.capacity = capacity;
        }

        void start(ProcessKey key) {
            if (key.equals(rows.get(key.processId()))) {
                return;
            }
            rows.remove(key.processId());
            shrinkTo(capacity - 1);
            rows.put(key.processId(), key);
        }

        boolean exit(ProcessKey key) {
            return rows.remove(key.processId(), key);
        }

        void resize(int newCapacity) {
            capacity = newCapacity;
            shrinkTo(capacity);
        }

        private void shrinkTo(int most) {
            while (rows.size() > most) {
                rows.remove(rows.keySet().iterator().next());
            }
        }
    }

    @Property(tries = 500)
    void hasWhatTheModelHas(@ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 1, max = 6) int capacity) {
        var table = new ProcessTable(capacity);
        var model = new Model(capacity);
        for (var step : steps) {
            switch (step.what()) {
                case START -> {
                    assertNull(table.observe(event(step.process().started())));
                    model.start(step.process().key());
                }
                case EXIT -> {
                    var row = table.observe(event(step.process().exited(0)));
                    assertEquals(model.exit(step.process().key()) ? step.process().key() : null, row == null ? null : row.key());
                }
                case RESIZE -> {
                    table.resize(step.capacity());
                    model.resize(step.capacity());
                }
                case CLEAR -> {
                    table.clear();
                    model.rows.clear();
                }
            }
            compare(model, table);
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        var what = Arbitraries.of(What.START, What.START, What.START, What.START, What.EXIT, What.EXIT, What.EXIT, What.RESIZE, What.CLEAR);
        var process = Combinators.combine(Arbitraries.of(IDS), Arbitraries.integers().between(1, 2))
                .as((id, start) -> ScriptedProcess.of(id).bornAt(start));
        return Combinators.combine(what, process, Arbitraries.integers().between(1, 6)).as(Step::new).list().ofMaxSize(60);
    }

    private static void compare(Model model, ProcessTable table) {
        for (var id : IDS) {
            var row = table.process(id);
            assertEquals(model.rows.get(id), row == null ? null : row.key());
        }
        assertEquals(model.rows, table.processes().stream().map(RunningProcess::key)
                .collect(Collectors.toMap(ProcessKey::processId, Function.identity())), "none twice, none too many");
    }

    private static ProcessEvent event(ScriptedEvent event) {
        return (ProcessEvent) event.factory().apply(new EventHeader(1, Instant.EPOCH, "test"));
    }
}
