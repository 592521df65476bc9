package org.prmonitor.launcher;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Sizes in bytes such as {@code 65536}, {@code 64K}, {@code 4M}. */
final class SizeConverter implements ITypeConverter<Integer> {

    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,9})([KkMm]?)");
    private static final int KIBI_SHIFT = 10;
    private static final int MEBI_SHIFT = 20;

    @Override
    public Integer convert(String value) {
        var match = SYNTAX.matcher(value);
        if (match.matches()) {
            var shift = switch (match.group(2)) {
                case "K", "k" -> KIBI_SHIFT;
                case "M", "m" -> MEBI_SHIFT;
                default -> 0;
            };
            var bytes = Long.parseLong(match.group(1)) << shift;
            if (bytes > 0 && bytes <= 1 << 30) {
                return (int) bytes;
            }
        }
        throw new TypeConversionException("'" + value + "' is no size from 1 to 1024M, such as 65536, 64K, 4M");
    }
}
