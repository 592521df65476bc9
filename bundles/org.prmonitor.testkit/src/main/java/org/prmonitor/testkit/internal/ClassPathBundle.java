package org.prmonitor.testkit.internal;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * A jar or a folder of the class path that is a bundle.
 *
 * @param symbolicName its name
 * @param place the jar's or folder's {@code file:} address
 * @param exports the packages that it exports, with their versions
 */
public record ClassPathBundle(String symbolicName, URI place, Map<String, Version> exports) {

    /** From a manifest; null where it is none of a bundle. */
    static @Nullable ClassPathBundle of(URI place, Attributes manifest) {
        var name = ManifestHeader.parse(manifest.getValue(Constants.BUNDLE_SYMBOLICNAME));
        if (name.isEmpty()) {
            return null;
        }
        var exports = new LinkedHashMap<String, Version>();
        for (var clause : ManifestHeader.parse(manifest.getValue(Constants.EXPORT_PACKAGE))) {
            var version = Version.parseVersion(clause.attribute(Constants.VERSION_ATTRIBUTE));
            clause.paths().forEach(path -> exports.put(path, version));
        }
        return new ClassPathBundle(name.get(0).paths().get(0), place, exports);
    }

    /** Where a framework installs it from, in the form that makes the framework use it in place. */
    String location() {
        return "reference:" + place;
    }
}
