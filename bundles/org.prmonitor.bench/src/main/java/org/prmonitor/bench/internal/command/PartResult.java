package org.prmonitor.bench.internal.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.prmonitor.bench.internal.report.Goal;

/**
 * What came of one command of {@code prmonitor bench all}.
 *
 * @param command its name
 * @param outcome in a word
 * @param goalsMet how many of its goals
 * @param goals how many it has
 * @param seconds that it took
 * @param reason why it could not be run; empty where it was
 * @param report what it wrote; null where it wrote nothing
 */
record PartResult(String command, Outcome outcome, int goalsMet, int goals, double seconds, String reason, @Nullable Path report) {

    /** In a word. */
    enum Outcome {
        /** Every goal. */
        MET("met"),
        /** A goal is missed. */
        NOT_MET("not met"),
        /** It cannot run here. */
        NOT_RUN("not run"),
        /** It was not to be run. */
        SKIPPED("skipped");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    static PartResult skipped(String command) {
        return new PartResult(command, Outcome.SKIPPED, 0, 0, 0, "", null);
    }

    /**
     * Of a command that has ended.
     *
     * @param code its exit code
     * @param said what it printed
     * @param complaint what it printed on standard error
     */
    static PartResult of(String command, int code, String said, String complaint, double seconds, @Nullable Path report) {
        var met = (int) said.lines().filter(line -> line.startsWith("- met: ")).count();
        var missed = (int) said.lines().filter(line -> line.startsWith("- NOT MET: ")).count();
        // What comes to no report has not judged anything.
        if (report == null) {
            return new PartResult(command, Outcome.NOT_RUN, met, met + missed, seconds, complaint.strip(), null);
        }
        return new PartResult(command, code == 0 ? Outcome.MET : Outcome.NOT_MET, met, met + missed, seconds, "", report);
    }

    /** That it is met; what was skipped is not judged. */
    Goal goal() {
        var measured = outcome == Outcome.NOT_RUN ? "not run: " + reason : goalsMet + " of " + goals + " goals";
        return new Goal("bench " + command, outcome == Outcome.MET, measured);
    }
}
