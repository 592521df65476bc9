package org.prmonitor.bench.internal.report;

/**
 * Something that a measurement has to show.
 *
 * @param text what
 * @param met whether it did
 * @param measured in a few words
 */
public record Goal(String text, boolean met, String measured) {

    @Override
    public String toString() {
        return (met ? "met: " : "NOT MET: ") + text + " (" + measured + ")";
    }
}
