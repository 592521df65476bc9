package org.prmonitor.nativeaccess.internal.windows;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.log.Logger;

/** Keeps what is logged: level, format and arguments. */
final class RecordingLogger {

    private final List<String> lines = new ArrayList<>();

    /** The logger to give away. */
    Logger logger() {
        return (Logger) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
            var line = new StringBuilder(method.getName()).append(' ').append(arguments[0]);
            var rest = arguments.length == 2 && arguments[1] instanceof Object[] many ? many : arguments;
            for (var index = rest == arguments ? 1 : 0; index < rest.length; index++) {
                line.append(" | ").append(rest[index]);
            }
            lines.add(line.toString());
            return null;
        });
    }

    /** So far. */
    List<String> lines() {
        return lines;
    }
}
