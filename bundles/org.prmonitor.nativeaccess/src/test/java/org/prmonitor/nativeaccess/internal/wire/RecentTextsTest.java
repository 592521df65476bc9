package org.prmonitor.nativeaccess.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RecentTextsTest {

    private static String get(RecentTexts texts, byte[] bytes) {
        // Somewhere in a record, as in a ring.
        var memory = ByteBuffer.allocateDirect(bytes.length + 13).order(ByteOrder.LITTLE_ENDIAN);
        memory.put(5, bytes);
        return texts.get(memory, 5, bytes.length);
    }

    @Provide
    Arbitrary<List<byte[]>> manyAlikeBytes() {
        var alike = Arbitraries.bytes().between((byte) 'a', (byte) 'b').array(byte[].class).ofMinSize(0).ofMaxSize(20);
        var any = Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
        return Arbitraries.oneOf(alike, any).list().ofMaxSize(60);
    }

    @Property
    void everyTextIsWhatItsBytesSayWhateverCameBefore(@ForAll("manyAlikeBytes") List<byte[]> arrays) {
        var texts = new RecentTexts();
        for (var bytes : arrays) {
            assertEquals(new String(bytes, StandardCharsets.UTF_8), get(texts, bytes));
            assertEquals(new String(bytes, StandardCharsets.UTF_8), get(texts, bytes));
        }
    }

    @Test
    void oneThatCameLatelyIsNotMadeAgain() {
        var texts = new RecentTexts();
        var bash = "/usr/bin/bash".getBytes(StandardCharsets.UTF_8);
        assertSame(get(texts, bash), get(texts, bash));
    }

    @Test
    void textsThatDifferInOneByteAnywhereAreTold() {
        var texts = new RecentTexts();
        var bytes = "/opt/fleet/bin/worker".getBytes(StandardCharsets.UTF_8);
        for (var index = 0; index < bytes.length; index++) {
            get(texts, bytes);
            var other = bytes.clone();
            other[index] ^= 1;
            assertEquals(new String(other, StandardCharsets.UTF_8), get(texts, other));
        }
    }
}
