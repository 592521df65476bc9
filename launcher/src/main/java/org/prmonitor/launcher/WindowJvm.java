package org.prmonitor.launcher;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Options of the JVM that has the window. The journal's events live long enough to be promoted, so that a collector with
 * generations copies most of what it looks at while the window waits, and collects the whole heap after some storms: with the
 * serial one and 16 MB of young generation a storm's longest stall was such a pause, of 47 to 80 ms, and the whole heap took 100 to
 * 140 ms. Shenandoah's longest pause was 3 ms. G1 stopped the window for up to 165 ms where all processors were busy.
 * To see it: {@code _JAVA_OPTIONS=-Xlog:safepoint launcher/prmonitor bench ui}.
 */
final class WindowJvm {

    /** Declared by JVMs that were built with Shenandoah, which not all are. {@code UseShenandoahGC} is declared by all. */
    private static final String SHENANDOAH = "ShenandoahGCHeuristics";

    private WindowJvm() {}

    /** For the JVM that runs this. */
    static List<String> options() {
        return options(isDeclared(SHENANDOAH));
    }

    /**
     * The first compiler alone: the second takes a processor just when a storm begins. The classes of the workbench fit into the
     * metaspace without a full collection.
     */
    static List<String> options(boolean hasShenandoah) {
        // The less there is of the young generation, the less one pause has to copy.
        return hasShenandoah
                ? List.of("-XX:+UseShenandoahGC", "-XX:MetaspaceSize=64m", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx256m")
                : List.of("-XX:+UseSerialGC", "-Xmn6m", "-XX:MetaspaceSize=64m", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xmx256m");
    }

    static boolean isDeclared(String option) {
        var machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        try {
            return machine != null && machine.getVMOption(option) != null;
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }
}
