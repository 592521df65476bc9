package org.prmonitor.source.internal.lane;

import java.util.Optional;
import java.util.Set;

/** Which handler a thread is in, as its stack tells: the method that EventAdmin's implementation has called. */
final class HandlerFrame {

    /** What calls a handler, in Felix's and in Equinox's implementation. */
    private static final Set<String> CALLERS = Set.of(
            "org.apache.felix.eventadmin.impl.handler.EventHandlerProxy", "org.eclipse.equinox.internal.event.EventHandlerWrapper");

    private HandlerFrame() {}

    /**
     * Class and method; nothing where the thread is in no handler, or the implementation is neither.
     *
     * @param trace innermost first
     */
    static Optional<String> of(StackTraceElement[] trace) {
        for (var index = 1; index < trace.length; index++) {
            var frame = trace[index - 1];
            if (isCaller(trace[index]) && !isCaller(frame)) {
                return Optional.of(frame.getClassName() + "." + frame.getMethodName());
            }
        }
        return Optional.empty();
    }

    private static boolean isCaller(StackTraceElement frame) {
        return CALLERS.contains(frame.getClassName());
    }
}
