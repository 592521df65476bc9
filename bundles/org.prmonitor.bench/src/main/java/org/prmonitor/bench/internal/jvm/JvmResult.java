package org.prmonitor.bench.internal.jvm;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * What was measured.
 *
 * @param figures one for each step, in the order of an event's way
 */
public record JvmResult(List<JvmFigure> figures) implements Serializable {

    /** What this step costs; empty where it was not measured. */
    public Optional<JvmFigure> figure(JvmStep step) {
        return figures.stream().filter(figure -> figure.step() == step).findFirst();
    }
}
