package org.prmonitor.shell.internal;

import org.prmonitor.api.text.PrintableText;

/** An option with a number. Gogo could convert it, but what it says of a number that is none names Java types. */
final class NumberOption {

    private NumberOption() {}

    /**
     * The value of an option.
     *
     * @param name as the user wrote it, such as {@code -n}
     * @param value the word after it
     * @param maximum the largest that makes sense; the smallest is 0
     */
    static long parse(String name, String value, long maximum) {
        try {
            var number = Long.parseLong(value);
            if (number >= 0 && number <= maximum) {
                return number;
            }
        } catch (NumberFormatException none) {
            // Said below, with the others.
        }
        throw new CommandFailure(name + " wants a number from 0 to " + maximum + ", not '" + PrintableText.escape(value) + "'");
    }
}
