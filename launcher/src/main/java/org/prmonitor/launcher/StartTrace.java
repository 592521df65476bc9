package org.prmonitor.launcher;

import java.lang.management.ManagementFactory;

/** With {@code -Dprmonitor.trace=start}, where the time until ready goes; on standard error. */
final class StartTrace {

    private static final boolean ON = "start".equals(System.getProperty("prmonitor.trace"));

    private StartTrace() {}

    static boolean isOn() {
        return ON;
    }

    /** A step is done. Counted from the start of the JVM, which is some 20 ms after the start of its process. */
    static void done(String step) {
        if (ON) {
            var milliseconds = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
            System.err.println("prmonitor: trace: " + milliseconds + " ms: " + step);
        }
    }
}
