package org.prmonitor.api.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class EventTypeTest {

    @Test
    void labelsGoBothWays() {
        for (var type : EventType.values()) {
            assertSame(type, EventType.ofLabel(" " + type.label().toUpperCase(java.util.Locale.ROOT) + " "));
        }
    }

    @Test
    void aWrongLabelIsToldWhatThereIs() {
        var refusal = assertThrows(IllegalArgumentException.class, () -> EventType.ofLabel("begun"));
        assertEquals("'begun' is no event type; there are started,forked,exited,images,registry", refusal.getMessage());
    }

    @Test
    void aSetReadsInDeclarationOrder() {
        assertEquals("started,exited", EventType.labels(EnumSet.of(EventType.EXITED, EventType.STARTED)));
    }
}
