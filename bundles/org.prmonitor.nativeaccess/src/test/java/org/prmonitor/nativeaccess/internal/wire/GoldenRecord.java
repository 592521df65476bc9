package org.prmonitor.nativeaccess.internal.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** The records that {@code driver/wire/golden.c} makes. */
final class GoldenRecord {

    static final Path WIRE = Path.of("../../driver/wire");

    private GoldenRecord() {}

    /** A record's bytes, in the midst of others, so that nothing works only at offset 0. */
    static ByteBuffer at(int offset, String name) throws IOException {
        return at(offset, bytes(name));
    }

    static ByteBuffer at(int offset, byte[] record) {
        return ByteBuffer.allocateDirect(offset + record.length + 64)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(offset, record);
    }

    static byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(WIRE.resolve("golden").resolve(name));
    }
}
