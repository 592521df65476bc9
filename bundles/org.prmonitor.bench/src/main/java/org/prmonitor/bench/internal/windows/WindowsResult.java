package org.prmonitor.bench.internal.windows;

import java.io.Serializable;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What came of it.
 *
 * @param readers the client in Wine, the client over the bridge, our channel over the bridge
 */
public record WindowsResult(List<DriverReader> readers) implements Serializable {

    /** The client in C that runs in Wine itself. */
    public static final String C_IN_WINE = "C, in Wine";

    /** The same client, its calls carried to Wine. */
    public static final String C_OVER_BRIDGE = "C, over the bridge";

    /** Our channel, its calls carried to Wine. */
    public static final String JAVA_OVER_BRIDGE = "Java channel, over the bridge";

    /** One of them. */
    public DriverReader reader(String way) {
        return readers.stream().filter(reader -> reader.way().equals(way)).findFirst().orElseThrow();
    }

    /** What our channel has of the client's over the same bridge, round by round. */
    public double[] javaToC(ToDoubleFunction<DriverFeeding> figure, boolean full) {
        var own = full ? reader(JAVA_OVER_BRIDGE).full() : reader(JAVA_OVER_BRIDGE).steady();
        var reference = full ? reader(C_OVER_BRIDGE).full() : reader(C_OVER_BRIDGE).steady();
        var ratios = new double[own.size()];
        for (var round = 0; round < ratios.length; round++) {
            ratios[round] = figure.applyAsDouble(own.get(round)) / figure.applyAsDouble(reference.get(round));
        }
        return ratios;
    }
}
