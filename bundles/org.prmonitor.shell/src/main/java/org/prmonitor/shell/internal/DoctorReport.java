package org.prmonitor.shell.internal;

import java.util.List;
import java.util.Locale;
import org.prmonitor.api.channel.ChannelReadiness;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.text.PrintableText;

/** Which channels would open here, at what fidelity, and if not why and what to do; then what {@code auto} would take. */
final class DoctorReport {

    private final List<Finding> findings;

    private record Finding(RankedChannel channel, ChannelReadiness readiness) {}

    /** Asks every channel once, which takes as long as trying to open each. */
    DoctorReport(List<RankedChannel> channels) {
        findings = channels.stream().map(channel -> new Finding(channel, channel.readiness())).toList();
    }

    /** Whether there is one that would open. */
    boolean anyReady() {
        return findings.stream().anyMatch(finding -> finding.readiness().ready());
    }

    /** The lines, without a line end after the last. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        for (var finding : findings) {
            append(text, finding);
        }
        return text.append(conclusion()).toString();
    }

    private static void append(StringBuilder text, Finding finding) {
        var channel = finding.channel();
        var readiness = finding.readiness();
        text.append(PrintableText.escape(channel.name()))
                .append(" (ranking ").append(channel.ranking()).append("): ")
                .append(readiness.ready() ? "opens here" : "does not open here").append('\n');
        var details = TextTable.indented(2);
        appendLines(details, readiness.ready() ? "found" : "why", readiness.detail());
        if (readiness.remedy() != null) {
            appendLines(details, "to do", readiness.remedy());
        }
        details.row("fidelity", channel.fidelity() + ": " + channel.provider().fidelity().description());
        details.row("reports", EventType.labels(channel.provider().types()));
        text.append(details).append("\n\n");
    }

    /** A verifier's log has many lines, and a person has to read it. */
    private static void appendLines(TextTable details, String label, String text) {
        var lines = text.lines().toList();
        for (var index = 0; index < lines.size(); index++) {
            details.row(index == 0 ? label : "", lines.get(index));
        }
    }

    private String conclusion() {
        if (findings.isEmpty()) {
            return "auto takes none: no channel is installed; install and start the bundle org.prmonitor.nativeaccess";
        }
        return findings.stream()
                .filter(finding -> finding.readiness().ready())
                .findFirst()
                .map(finding -> "auto takes " + PrintableText.escape(finding.channel().name()) + ": "
                        + finding.channel().provider().fidelity().description())
                .orElse("auto takes none: no channel opens here" + firstRemedy());
    }

    private String firstRemedy() {
        return findings.stream()
                .filter(finding -> finding.readiness().remedy() != null)
                .findFirst()
                .map(finding -> String.format(
                        Locale.ROOT,
                        "; for %s, %s",
                        PrintableText.escape(finding.channel().name()),
                        PrintableText.escape(String.valueOf(finding.readiness().remedy()))))
                .orElse("");
    }
}
