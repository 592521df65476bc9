package org.prmonitor.bench.internal.report;

import java.util.Arrays;
import java.util.Locale;

/** How numbers are told. */
public final class Numbers {

    private Numbers() {}

    /** 1,234,567. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** With so many digits after the point. */
    public static String decimal(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** 0.2 as 20.0 %. */
    public static String percent(double part, double whole) {
        return whole == 0 ? "–" : decimal(100 * part / whole, 1) + " %";
    }

    /**
     * The value below which this share of the values lies (nearest rank); NaN for none.
     *
     * @param share from 0 to 1
     */
    public static double quantile(double[] values, double share) {
        if (values.length == 0) {
            return Double.NaN;
        }
        var sorted = values.clone();
        Arrays.sort(sorted);
        var rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(0, Math.min(sorted.length, rank) - 1)];
    }

    public static double median(double[] values) {
        return quantile(values, 0.5);
    }
}
