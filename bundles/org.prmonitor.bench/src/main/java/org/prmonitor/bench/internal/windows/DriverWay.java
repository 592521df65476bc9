package org.prmonitor.bench.internal.windows;

/** A way to read the driver. */
interface DriverWay {

    String label();

    /**
     * Reads from a session of its own until so many events were taken or told lost.
     *
     * @param whenReady has them raised; called once the session has begun
     */
    DriverFeeding read(int events, Raising whenReady) throws Exception;

    /** Has the driver raise events, which come from then on. */
    @FunctionalInterface
    interface Raising {
        void begin() throws Exception;
    }
}
