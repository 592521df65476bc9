package org.prmonitor.rcp.product.internal.command;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where a user's programs keep what they can do without: the workspace of this one, with its preferences and its log. */
final class CacheFolder {

    private static final Path OURS = Path.of("prmonitor", "ui");

    private CacheFolder() {}

    static Path current() {
        return of(System.getProperty("os.name"), Path.of(System.getProperty("user.home")), System.getenv());
    }

    /** As the systems have it: XDG Base Directory Specification 0.8, {@code LOCALAPPDATA}, {@code Library/Caches}. */
    static Path of(String system, Path userHome, Map<String, String> environment) {
        var name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return userHome.resolve("Library/Caches").resolve(OURS);
        }
        var variable = environment.getOrDefault(name.startsWith("windows") ? "LOCALAPPDATA" : "XDG_CACHE_HOME", "");
        var fallback = userHome.resolve(name.startsWith("windows") ? "AppData/Local" : ".cache");
        // A relative path in XDG_CACHE_HOME is to be ignored (chapter 2).
        var folder = variable.isEmpty() || !Path.of(variable).isAbsolute() ? fallback : Path.of(variable);
        return folder.resolve(OURS);
    }
}
