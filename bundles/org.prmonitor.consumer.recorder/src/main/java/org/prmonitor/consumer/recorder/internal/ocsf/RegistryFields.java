package org.prmonitor.consumer.recorder.internal.ocsf;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.RegistryChanged;
import org.prmonitor.api.event.RegistryData;

/** OCSF's objects {@code reg_key} and {@code reg_value}, of its extension for Windows. */
final class RegistryFields {

    private static final int OTHER_TYPE = 99;

    private static final int BYTES_WITHOUT_PADDING = 3;

    private final JsonFields fields;

    RegistryFields(JsonFields fields) {
        this.fields = fields;
    }

    /** The key, and on a renaming what it was before. */
    void key(RegistryChanged event) throws IOException {
        var renamed = event.newKey();
        key("reg_key", renamed == null ? event.key() : renamed);
        if (renamed != null) {
            key("prev_reg_key", event.key());
        }
    }

    /** The value and its data. */
    void value(RegistryChanged event, String valueName) throws IOException {
        fields.beginObject("reg_value");
        fields.text("name", valueName);
        fields.text("path", path(event.key()));
        fields.flag("is_default", valueName.isEmpty());
        var data = event.data();
        if (data != null) {
            fields.siblings("type_id", typeId(data.type()), "type", data.typeName());
            data(data);
        }
        fields.endObject();
    }

    private void key(String name, @Nullable String path) throws IOException {
        fields.beginObject(name);
        fields.text("path", path(path));
        fields.endObject();
    }

    /** OCSF wants one, also where the kernel could not name it. */
    private static String path(@Nullable String key) {
        return key == null ? "" : key;
    }

    /** By type; as bytes where they are not what the type says. */
    private void data(RegistryData data) throws IOException {
        if (data.value() == null) {
            return;
        }
        switch (data.type()) {
            case RegistryData.REG_SZ, RegistryData.REG_EXPAND_SZ, RegistryData.REG_LINK -> fields.text("reg_string_data", data.text());
            case RegistryData.REG_MULTI_SZ -> fields.texts("reg_string_list_data", data.texts());
            default -> {
                var number = data.number();
                if (number != null) {
                    fields.number("reg_integer_data", number);
                } else {
                    binary(data.bytes());
                }
            }
        }
    }

    /**
     * Base64, in the one attribute or the other: the pattern that release 1.8.0 gives its type {@code bytestring_t} takes
     * nothing that ends without padding, as three bytes and their multiples do.
     */
    private void binary(byte[] bytes) throws IOException {
        fields.base64(bytes.length > 0 && bytes.length % BYTES_WITHOUT_PADDING == 0 ? "data" : "reg_binary_data", bytes);
    }

    /** OCSF numbers the types by their names' alphabet. */
    private static int typeId(int type) {
        return switch (type) {
            case RegistryData.REG_BINARY -> 1;
            case RegistryData.REG_DWORD -> 2;
            case RegistryData.REG_DWORD_BIG_ENDIAN -> 3;
            case RegistryData.REG_EXPAND_SZ -> 4;
            case RegistryData.REG_LINK -> 5;
            case RegistryData.REG_MULTI_SZ -> 6;
            case RegistryData.REG_NONE -> 7;
            case RegistryData.REG_QWORD -> 8;
            case RegistryData.REG_SZ -> 10;
            default -> OTHER_TYPE;
        };
    }
}
