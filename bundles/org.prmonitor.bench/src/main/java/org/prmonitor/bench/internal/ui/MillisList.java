package org.prmonitor.bench.internal.ui;

import java.util.Arrays;

/** Times in milliseconds, in the order in which they were measured. Any thread. */
final class MillisList {

    private double[] millis = new double[1024];
    private int size;

    synchronized void add(double value) {
        if (size == millis.length) {
            millis = Arrays.copyOf(millis, 2 * size);
        }
        millis[size++] = value;
    }

    synchronized double[] toArray() {
        return Arrays.copyOf(millis, size);
    }
}
