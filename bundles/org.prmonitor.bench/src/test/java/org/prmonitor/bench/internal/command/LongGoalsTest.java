package org.prmonitor.bench.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.prmonitor.bench.internal.hour.BooksLine;
import org.prmonitor.bench.internal.report.Goal;
import org.prmonitor.bench.internal.soak.Footprint;
import org.prmonitor.bench.internal.soak.SoakResult;
import org.prmonitor.bench.internal.soak.Window;

/** What is flat and what is not. */
class LongGoalsTest {

    private static final int WINDOWS = 9;
    private static final double MEGABYTE = 1 << 20;
    private static final BooksLine CLOSED = new BooksLine("bench.fast", 100, 100, 0, 0, 100, 0);

    private static Window window(Footprint footprint) {
        return new Window(600, 100, 96, 2, 2, 2, footprint);
    }

    private static List<Window> windows(IntFunction<Footprint> footprints) {
        var windows = new ArrayList<Window>();
        for (var number = 0; number < WINDOWS; number++) {
            windows.add(window(footprints.apply(number)));
        }
        return windows;
    }

    private static Footprint footprint(double residentMegabytes, double heapMegabytes, int threads, int descriptors) {
        return new Footprint(residentMegabytes * MEGABYTE, heapMegabytes * MEGABYTE, threads, descriptors);
    }

    private static final List<Window> FLAT = windows(number -> footprint(100, 18, 40 + number % 2, 28));

    private static List<Boolean> met(SoakResult result) {
        return LongCommand.goals(result).stream().map(Goal::met).toList();
    }

    private static List<Boolean> met(List<Window> windows) {
        return met(new SoakResult(windows, true, List.of(CLOSED))).subList(0, 5);
    }

    @Test
    void whatStaysWithinTheAllowanceIsFlat() {
        assertEquals(List.of(true, true, true, true, true), met(FLAT));
        assertEquals(
                List.of(true, true, true, true, true), met(windows(number -> footprint(100 + number, 18 + number / 2.0, 40, 28))),
                "8 MB and 4 MB are allowed, from the middle of the first third to that of the last");
        assertEquals(List.of(true, true, true, true, true), met(windows(number -> footprint(number == 8 ? 500 : 100, 18, 40, 28))), "one look is no trend");
    }

    @Test
    void whatGrowsIsNot() {
        assertEquals(List.of(false, true, true, true, true), met(windows(number -> footprint(100 + 1.5 * number, 18, 40, 28))));
        assertEquals(List.of(true, false, true, true, true), met(windows(number -> footprint(100, 18 + 0.75 * number, 40, 28))));
        assertEquals(List.of(true, true, false, true, true), met(windows(number -> footprint(100, 18, number == 8 ? 41 : 40, 28))));
        assertEquals(List.of(true, true, true, false, true), met(windows(number -> footprint(100, 18, 40, number == 8 ? 29 : 28))));
    }

    @Test
    void theMemoryOfAShortRunIsNotJudged() {
        var warmUp = new ArrayList<Window>();
        for (var number = 0; number < WINDOWS; number++) {
            warmUp.add(new Window(10.0 * number, 100, 96, 2, 2, 2, footprint(100 + 10 * number, 18 + 5 * number, 40, 28)));
        }
        assertEquals(List.of(true, true, true), met(new SoakResult(warmUp, true, List.of(CLOSED))).subList(0, 3), "threads, descriptors, completeness");
        assertEquals(6, met(new SoakResult(warmUp, true, List.of(CLOSED))).size());
    }

    @Test
    void aProcessThatWasNotSeenIsNotMet() {
        var windows = new ArrayList<>(FLAT);
        windows.set(4, new Window(600, 100, 96, 2, 2, 1, FLAT.get(4).footprint()));
        assertEquals(List.of(true, true, true, true, false), met(windows));
    }

    @Test
    void onlySlowListenersMayLose() {
        var slow = new BooksLine("bench.slow", 100, 40, 0, 60, 40, 60);
        assertEquals(List.of(true, true, true), met(new SoakResult(FLAT, true, List.of(CLOSED, slow))).subList(5, 8));
        var kernel = new BooksLine("kernel", 100, 99, 0, 1, 99, 1);
        assertEquals(List.of(false, true, true), met(new SoakResult(FLAT, true, List.of(CLOSED, kernel))).subList(5, 8));
        var fast = new BooksLine("bench.fast", 100, 99, 0, 1, 99, 1);
        assertEquals(List.of(false, true, true), met(new SoakResult(FLAT, true, List.of(fast))).subList(5, 8));
        var open = new BooksLine("bench.slow", 100, 40, 0, 59, 40, 59);
        assertEquals(List.of(true, false, true), met(new SoakResult(FLAT, true, List.of(open))).subList(5, 8));
        assertEquals(List.of(true, false, false), met(new SoakResult(FLAT, false, List.of())).subList(5, 8), "what was not measured is not met");
    }

    @Test
    void theTableHasALineForEachWindow() {
        var table = LongCommand.windows(new SoakResult(FLAT, true, List.of())).toString();
        assertEquals(WINDOWS + 2, table.lines().count());
        assertTrue(table.endsWith("| 10.0 | 100 | 96 | 2 | 2 | 2 | 100.0 | 18.0 | 40 | 28 |"), table);
    }
}
