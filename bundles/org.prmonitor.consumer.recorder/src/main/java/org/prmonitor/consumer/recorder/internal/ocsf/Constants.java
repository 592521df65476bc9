package org.prmonitor.consumer.recorder.internal.ocsf;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** The objects that are the same on every line, made once. */
final class Constants {

    /** {@code metadata.version}: the release of OCSF that every line obeys. */
    static final String OCSF_VERSION = "1.8.0";

    /** {@code metadata.product.name}, and who acts where that is we ourselves. */
    static final String PRODUCT_NAME = "PRMonitor SDK";

    private static final String VENDOR_NAME = "PRMonitor";

    private final SerializableString device;
    private final SerializableString product;
    private final SerializableString extensions;

    Constants(Device device, String productVersion) {
        this.device = object(fields -> {
            fields.text("hostname", device.hostname());
            fields.siblings("type_id", 0, "type", "Unknown");
            fields.beginObject("os");
            fields.text("name", device.osName());
            fields.siblings("type_id", device.osType().id(), "type", device.osType().caption());
            fields.endObject();
        });
        product = object(fields -> {
            fields.text("name", PRODUCT_NAME);
            fields.text("vendor_name", VENDOR_NAME);
            fields.text("version", productVersion);
        });
        var windows = object(fields -> {
            fields.text("name", "win");
            fields.text("uid", "2");
            fields.text("version", OCSF_VERSION);
        });
        extensions = new SerializedString("[" + windows.getValue() + "]");
    }

    SerializableString device() {
        return device;
    }

    SerializableString product() {
        return product;
    }

    /** {@code metadata.extensions} of the classes that Windows' extension brings. */
    SerializableString extensions() {
        return extensions;
    }

    @FunctionalInterface
    private interface Content {
        void writeTo(JsonFields fields) throws IOException;
    }

    private static SerializableString object(Content content) {
        var text = new StringWriter();
        try (var json = new JsonFactory().createGenerator(text)) {
            var fields = new JsonFields(json);
            fields.beginObject();
            content.writeTo(fields);
            fields.endObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory does not fail so", impossible);
        }
        return new SerializedString(text.toString());
    }
}
