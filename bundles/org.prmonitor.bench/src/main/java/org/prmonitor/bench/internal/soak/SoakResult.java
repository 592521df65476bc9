package org.prmonitor.bench.internal.soak;

import java.io.Serializable;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.prmonitor.bench.internal.hour.BooksLine;
import org.prmonitor.bench.internal.report.Numbers;

/**
 * What came of it.
 *
 * @param windows three at least, in order
 * @param blockedNamed whether the status named the listener that does not return
 * @param books at the end, when everybody was let go
 */
public record SoakResult(List<Window> windows, boolean blockedNamed, List<BooksLine> books) implements Serializable {

    /** What the median of the last third of the windows is more than that of the first third. */
    public double growth(ToDoubleFunction<Footprint> figure) {
        return Numbers.median(third(2, figure)) - Numbers.median(third(0, figure));
    }

    /** The most of a third of the windows: 0 for the first, 2 for the last. */
    public double most(int which, ToDoubleFunction<Footprint> figure) {
        return Numbers.quantile(third(which, figure), 1);
    }

    /** Windows that do not fill a third are in the middle one. */
    private double[] third(int which, ToDoubleFunction<Footprint> figure) {
        var length = windows.size() / 3;
        var begin = which == 0 ? 0 : windows.size() - length;
        return windows.subList(begin, begin + length).stream().map(Window::footprint).mapToDouble(figure).toArray();
    }
}
