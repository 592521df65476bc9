package org.prmonitor.testkit.internal;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.prmonitor.testkit.InstalledJdk;
import org.prmonitor.testkit.InstalledJdks;
import org.prmonitor.testkit.Requirement;

/**
 * Tells a build on which JDKs it runs tests that run twice: the oldest that the bundles run on and the newest installed. Where
 * they are one the second run is left out, with the reason on standard error, and where everything is required that is a
 * failure. It does not matter which JDK runs the build.
 */
public final class JdksOfARun {

    private JdksOfARun() {}

    /**
     * Prints the properties of the build, one a line.
     *
     * @param arguments the value of {@code prmonitor.require}, and that of {@code skipTests}, each as Maven has it: what it does
     *     not know stays {@code ${name}}
     */
    public static void main(String... arguments) {
        var missing = Requirement.TWO_JDKS.missing();
        missing.map(reason -> word(reason, arguments[0])).ifPresent(System.err::println);
        if (missing.isPresent() && isAllRequired(arguments[0])) {
            System.exit(1);
        }
        var skipTests = List.of("true", "").contains(arguments[1]);
        var jdks = InstalledJdks.oldestAndNewest();
        properties(jdks.get(0), jdks.get(jdks.size() - 1), skipTests).forEach((name, value) -> System.out.println(name + "=" + value));
    }

    static boolean isAllRequired(String require) {
        return require.equals("all");
    }

    static String word(String reason, String require) {
        return isAllRequired(require) ? "-Dprmonitor.require=all, but " + reason : "No second run of these tests: " + reason;
    }

    static Map<String, String> properties(InstalledJdk oldest, InstalledJdk newest, boolean skipTests) {
        var properties = new TreeMap<String, String>();
        properties.put("jdk.oldest.java", oldest.java().toString());
        properties.put("jdk.oldest.options", String.join(",", oldest.quietOptions()));
        properties.put("jdk.newest.java", newest.java().toString());
        properties.put("jdk.newest.options", String.join(",", newest.quietOptions()));
        properties.put("jdk.newest.skip", Boolean.toString(skipTests || oldest.equals(newest)));
        return properties;
    }
}
