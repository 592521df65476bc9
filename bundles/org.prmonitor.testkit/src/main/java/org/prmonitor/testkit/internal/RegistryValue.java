package org.prmonitor.testkit.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.EventKeys;
import org.prmonitor.api.event.RegistryData;

/** What a value of the registry was set to, out of the properties that tell it. */
final class RegistryValue {

    private static final String UNNAMED = "REG_0x";
    private static final int NAMED = 32;

    private RegistryValue() {}

    /** Null where no value was set. */
    static @Nullable RegistryData read(RecordedLine line) throws DamagedLineException {
        var name = line.get(EventKeys.REGISTRY_TYPE, String.class);
        if (name == null) {
            return null;
        }
        var type = type(line, name);
        var value = line.get(EventKeys.REGISTRY_DATA);
        if (value == null) {
            // Not one of the bytes is known.
            return RegistryData.of(type, new byte[0], 1);
        }
        var bytes = value instanceof Long number ? number(line, type, number) : bytes(line, type, value);
        // A number is known whole, and so is a value that is empty and yet there; it is the key then that was cut off.
        var truncated = line.flag(EventKeys.TRUNCATED) && !(value instanceof Long) && bytes.length > 0;
        return RegistryData.of(type, bytes, truncated ? bytes.length + 1L : bytes.length);
    }

    private static int type(RecordedLine line, String name) throws DamagedLineException {
        for (var type = 0; type < NAMED; type++) {
            if (RegistryData.of(type).typeName().equals(name)) {
                return type;
            }
        }
        try {
            if (name.startsWith(UNNAMED)) {
                return Integer.parseUnsignedInt(name.substring(UNNAMED.length()), 16);
            }
        } catch (NumberFormatException noNumber) {
            // Said below.
        }
        throw line.damage(EventKeys.REGISTRY_TYPE, "'" + name + "' is no type of the registry");
    }

    private static byte[] number(RecordedLine line, int type, long number) throws DamagedLineException {
        return switch (type) {
            case RegistryData.REG_DWORD -> RegistryData.ofDword((int) number).bytes();
            case RegistryData.REG_DWORD_BIG_ENDIAN -> ByteBuffer.allocate(Integer.BYTES).putInt((int) number).array();
            case RegistryData.REG_QWORD -> RegistryData.ofQword(number).bytes();
            default -> throw line.damage(EventKeys.REGISTRY_DATA, "a value of this type is no number");
        };
    }

    private static byte[] bytes(RecordedLine line, int type, Object value) throws DamagedLineException {
        if (value instanceof List<?> list) {
            return RegistryData.ofTexts(list.stream().map(String::valueOf).toArray(String[]::new)).bytes();
        }
        var text = line.require(EventKeys.REGISTRY_DATA, String.class);
        if (type == RegistryData.REG_SZ || type == RegistryData.REG_EXPAND_SZ || type == RegistryData.REG_LINK) {
            return (text + '\0').getBytes(StandardCharsets.UTF_16LE);
        }
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException noDigits) {
            throw line.damage(EventKeys.REGISTRY_DATA, "hexadecimal digits should be here");
        }
    }
}
