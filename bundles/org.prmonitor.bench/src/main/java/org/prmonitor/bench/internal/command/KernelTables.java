package org.prmonitor.bench.internal.command;

import static org.prmonitor.bench.internal.report.Numbers.count;
import static org.prmonitor.bench.internal.report.Numbers.decimal;
import static org.prmonitor.bench.internal.report.Numbers.median;
import static org.prmonitor.bench.internal.report.Numbers.quantile;

import java.util.List;
import org.prmonitor.bench.internal.host.Measured;
import org.prmonitor.bench.internal.kernel.Feeding;
import org.prmonitor.bench.internal.kernel.KernelResult;
import org.prmonitor.bench.internal.kernel.Latencies;
import org.prmonitor.bench.internal.report.MarkdownTable;

/** What {@code prmonitor bench kernel} prints: medians of the rounds, with their spread. */
final class KernelTables {

    private KernelTables() {}

    static MarkdownTable stages(List<Measured<KernelResult>> results) {
        var table = new MarkdownTable("framework", "produced/s", "stage", "events/s, median (spread)", "of the C reader", "lost, median (spread)", "ns of processor an event: reading threads", "whole process", "bytes of heap an event");
        for (var measured : results) {
            for (var stage : measured.result().stages()) {
                var speeds = stage.each(Feeding::perSecond);
                var lost = stage.each(Feeding::lostShare);
                var produced = stage.each(Feeding::fedPerSecond);
                table.row(
                        measured.framework(),
                        stage.rate() == 0 ? "full rate, " + millions(median(produced)) : millions(stage.rate()),
                        stage.way(),
                        millions(median(speeds)) + " (" + millions(quantile(speeds, 0)) + "–" + millions(quantile(speeds, 1)) + ")",
                        measured.result()
                                .stage(KernelResult.REFERENCE, stage.rate())
                                .map(reference -> decimal(median(stage.sharesOf(reference)), 2))
                                .orElse("–"),
                        percent(median(lost)) + " (" + percent(quantile(lost, 0)) + "–" + percent(quantile(lost, 1)) + ")",
                        decimal(median(stage.each(Feeding::readingCost)), 0),
                        decimal(median(stage.each(Feeding::processCost)), 0),
                        allocation(stage.each(Feeding::allocation)));
            }
        }
        return table;
    }

    static MarkdownTable wakeUps(List<Measured<KernelResult>> results) {
        var table = new MarkdownTable(
                "framework", "linger, ms", "events/s", "way", "µs: p50 (spread)", "p99 (spread)", "p99.9", "of the C reader: p50", "p99");
        for (var measured : results) {
            for (var wakeUp : measured.result().wakeUps()) {
                var reference = measured.result().wakeUp(KernelResult.REFERENCE, wakeUp.lingerMillis(), wakeUp.rate());
                table.row(
                        measured.framework(),
                        wakeUp.lingerMillis(),
                        count(wakeUp.rate()),
                        wakeUp.way(),
                        micros(wakeUp.each(Latencies::p50)),
                        micros(wakeUp.each(Latencies::p99)),
                        decimal(median(wakeUp.each(Latencies::p999)), 0),
                        reference.map(other -> decimal(median(wakeUp.multiplesOf(other, Latencies::p50)), 2)).orElse("–"),
                        reference.map(other -> decimal(median(wakeUp.multiplesOf(other, Latencies::p99)), 2)).orElse("–"));
            }
        }
        return table;
    }

    static String millions(double perSecond) {
        return decimal(perSecond / 1e6, 2) + " M";
    }

    private static String micros(double[] rounds) {
        return decimal(median(rounds), 1) + " (" + decimal(quantile(rounds, 0), 1) + "–" + decimal(quantile(rounds, 1), 1) + ")";
    }

    private static String allocation(double[] rounds) {
        return median(rounds) < 0 ? "–" : decimal(median(rounds), 0);
    }

    private static String percent(double share) {
        return decimal(100 * share, 1) + " %";
    }
}
