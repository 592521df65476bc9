package org.prmonitor.api.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessKeyTest {

    private static final ProcessKey KEY = new ProcessKey(0x0123456789abcdefL, 4711, 99);

    @Test
    void isOneProcess() {
        assertEquals(new ProcessKey(0x0123456789abcdefL, 4711, 99), KEY);
        assertEquals(new ProcessKey(0x0123456789abcdefL, 4711, 99).hashCode(), KEY.hashCode());
        for (var other : List.of(new ProcessKey(1, 4711, 99), new ProcessKey(KEY.boot(), 4712, 99), new ProcessKey(KEY.boot(), 4711, 98))) {
            assertNotEquals(KEY, other);
            assertNotEquals(KEY.hashCode(), other.hashCode());
        }
        assertNotEquals(KEY, null);
    }

    @Test
    void readsAsBootProcessAndStart() {
        assertEquals("0123456789abcdef-4711-99", KEY.toString());
    }
}
