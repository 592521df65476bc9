package org.prmonitor.bench.internal.growth;

import org.jspecify.annotations.Nullable;

/** Which of {@link Exits} a consumer wants, by a filter that no other consumer has. */
enum Choice {
    /** All, without a filter. */
    EVERY(1) {
        @Override
        @Nullable String filter(int number) {
            return null;
        }
    },
    /** All, by a filter that matches every one. */
    MATCHING(1) {
        @Override
        String filter(int number) {
            return "(&(process.id>=-" + number + ")(exit.code<=" + Exits.RARE_CODE + "))";
        }
    },
    /** The rare ones. Without these nobody would know how far the consumer is. */
    RARE(Exits.RARE_INTERVAL) {
        @Override
        String filter(int number) {
            return "(|(exit.code=" + Exits.RARE_CODE + ")(image.path=/opt/never/" + number + "))";
        }
    };

    private final int interval;

    Choice(int interval) {
        this.interval = interval;
    }

    /** How many events have come for each that the consumer gets. */
    int interval() {
        return interval;
    }

    /** The filter of the consumer with this number; null for none. */
    abstract @Nullable String filter(int number);
}
