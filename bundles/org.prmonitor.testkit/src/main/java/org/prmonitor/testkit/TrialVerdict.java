package org.prmonitor.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@link ConsumerTrials} found.
 *
 * @param findings what is wrong, in the order in which it was found; empty for nothing. Read-only
 */
public record TrialVerdict(List<Finding> findings) {

    /** What can be wrong. Constants may be added. */
    public enum Fault {
        /** A call does not come back. */
        BLOCKS,
        /** It does not stop when it is told to. */
        CANNOT_BE_STOPPED,
        /** A call throws. */
        THROWS,
        /** Events are unaccounted for although nothing was swapped. */
        LOSES,
        /** Events are unaccounted for after its instance was stopped and the next one started. */
        LOSES_ON_SWAP,
        /** Events came twice after its instance was stopped and the next one started. */
        DOUBLES_ON_SWAP,
        /** It does not count what it was told is missing. */
        FORGETS_LOSSES
    }

    /**
     * One thing that is wrong.
     *
     * @param what in some lines, for a person
     */
    public record Finding(Fault fault, String what) {

        @Override
        public String toString() {
            return fault + ": " + what;
        }
    }

    /**
     * Copies the list.
     *
     * @param findings the record's component
     */
    public TrialVerdict {
        findings = List.copyOf(findings);
    }

    /** {@return the faults alone} */
    public List<Fault> faults() {
        return findings.stream().map(Finding::fault).toList();
    }

    /**
     * Makes sure that nothing is wrong.
     *
     * @throws AssertionError with all that was found
     */
    public void assertClean() {
        if (!findings.isEmpty()) {
            throw new AssertionError(this);
        }
    }

    TrialVerdict and(TrialVerdict other) {
        var all = new ArrayList<>(findings);
        all.addAll(other.findings);
        return new TrialVerdict(all);
    }

    @Override
    public String toString() {
        var text = new StringBuilder(findings.isEmpty() ? "nothing found" : "");
        findings.forEach(finding -> text.append(text.isEmpty() ? "" : System.lineSeparator()).append(finding));
        return text.toString();
    }
}
