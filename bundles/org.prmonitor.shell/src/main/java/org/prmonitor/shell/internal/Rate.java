package org.prmonitor.shell.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Events per second, as a table shows them. */
final class Rate {

    /** From here on tenths tell nothing. */
    private static final double WHOLE = 10;

    private Rate() {}

    /** With one digit after the point below ten, with none from ten on, and 0 for rest alone. */
    static Number rounded(double rate) {
        if (rate == 0) {
            return 0;
        }
        return BigDecimal.valueOf(rate).setScale(rate < WHOLE ? 1 : 0, rate < 1 ? RoundingMode.UP : RoundingMode.HALF_UP);
    }
}
