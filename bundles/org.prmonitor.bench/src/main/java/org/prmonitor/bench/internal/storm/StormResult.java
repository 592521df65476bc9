package org.prmonitor.bench.internal.storm;

import java.io.Serializable;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.prmonitor.bench.internal.report.Numbers;

/**
 * What came of it.
 *
 * @param storms each storm of each round beside each tool
 * @param firstEvents seconds from the start of a tool to the first event that it has written, of each round
 * @param notRun the peers that did not run, each with the reason
 */
public record StormResult(List<ToolStorm> storms, List<FirstEvent> firstEvents, List<String> notRun) implements Serializable {

    /**
     * When a tool had written its first event.
     *
     * @param tool its name
     * @param seconds since its start
     */
    public record FirstEvent(String tool, double seconds) implements Serializable {}

    /** Those of one tool and kind. */
    public List<ToolStorm> of(String tool, StormKind kind) {
        return storms.stream().filter(storm -> storm.tool().equals(tool) && storm.kind() == kind).toList();
    }

    /** The median over the rounds; NaN for none. */
    public double median(String tool, StormKind kind, ToDoubleFunction<ToolStorm> figure) {
        return Numbers.median(of(tool, kind).stream().mapToDouble(figure).toArray());
    }

    /** The median over the rounds; NaN for none. */
    public double firstEvent(String tool) {
        return Numbers.median(firstEvents.stream()
                .filter(first -> first.tool().equals(tool))
                .mapToDouble(FirstEvent::seconds)
                .toArray());
    }
}
