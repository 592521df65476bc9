package org.prmonitor.launcher;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Spans of time such as {@code 500ms}, {@code 10s}, {@code 2m}, {@code 1h}. */
final class DurationConverter implements ITypeConverter<Duration> {

    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private static final Map<String, Duration> UNITS =
            Map.of("ms", Duration.ofMillis(1), "s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1));

    @Override
    public Duration convert(String value) {
        var match = SYNTAX.matcher(value);
        if (!match.matches()) {
            throw new TypeConversionException("'" + value + "' is no span of time such as 500ms, 10s, 2m, 1h");
        }
        return UNITS.get(match.group(2)).multipliedBy(Long.parseLong(match.group(1)));
    }
}
