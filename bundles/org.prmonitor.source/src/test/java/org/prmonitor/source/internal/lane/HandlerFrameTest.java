package org.prmonitor.source.internal.lane;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class HandlerFrameTest {

    private static StackTraceElement frame(String type, String method) {
        return new StackTraceElement(type, method, null, -1);
    }

    @Test
    void isWhatFelixCalled() {
        assertEquals(
                Optional.of("org.example.Slow.handleEvent"),
                HandlerFrame.of(new StackTraceElement[] {
                    frame("java.lang.Thread", "sleep"),
                    frame("org.example.Slow", "rest"),
                    frame("org.example.Slow", "handleEvent"),
                    frame("org.apache.felix.eventadmin.impl.handler.EventHandlerProxy", "sendEvent"),
                    frame("org.apache.felix.eventadmin.impl.tasks.HandlerTask", "run")
                }));
    }

    @Test
    void isWhatEquinoxCalled() {
        assertEquals(
                Optional.of("org.example.Slow.handleEvent"),
                HandlerFrame.of(new StackTraceElement[] {
                    frame("org.example.Slow", "handleEvent"),
                    frame("org.eclipse.equinox.internal.event.EventHandlerWrapper", "handleEvent"),
                    frame("org.eclipse.equinox.internal.event.EventHandlerTracker", "dispatchEvent")
                }));
    }

    @Test
    void isNothingOutsideOfAHandler() {
        assertEquals(Optional.empty(), HandlerFrame.of(new StackTraceElement[0]));
        assertEquals(
                Optional.empty(),
                HandlerFrame.of(new StackTraceElement[] {
                    frame("org.eclipse.equinox.internal.event.EventHandlerWrapper", "getHandler"),
                    frame("org.eclipse.equinox.internal.event.EventHandlerWrapper", "handleEvent")
                }));
    }
}
