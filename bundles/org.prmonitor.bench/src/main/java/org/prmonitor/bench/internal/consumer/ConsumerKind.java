package org.prmonitor.bench.internal.consumer;

import java.util.Map;

/** Which of the two components of the consumer's bundle a copy keeps. */
public enum ConsumerKind {
    /** On the listener lane. */
    LISTENER(Map.of("Service-Component", component("ListenerConsumer"))),
    /** On EventAdmin; the copy is one that knows nothing of PRMonitor. */
    HANDLER(Map.of(
            "Service-Component", component("HandlerConsumer"),
            "Import-Package", "org.osgi.framework,org.osgi.service.event",
            "Require-Capability", "osgi.extender;filter:=\"(osgi.extender=osgi.component)\""));

    private final Map<String, String> headers;

    ConsumerKind(Map<String, String> headers) {
        this.headers = headers;
    }

    /** Manifest headers of a copy, beside its name and version. */
    Map<String, String> headers() {
        return headers;
    }

    private static String component(String name) {
        return "OSGI-INF/org.prmonitor.bench.consumer.internal." + name + ".xml";
    }
}
