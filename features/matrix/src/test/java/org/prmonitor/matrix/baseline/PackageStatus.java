package org.prmonitor.matrix.baseline;

import aQute.bnd.header.Attrs;
import aQute.bnd.header.Parameters;
import aQute.bnd.osgi.Jar;
import aQute.bnd.version.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What an exported package promises, and that it says so where people and tools look: the attribute {@code status} of the
 * manifest, the package's Javadoc, and its version, which is below 1.0 where it is proposed.
 */
enum PackageStatus {
    /** Below 1.0: any release may change it. */
    PROPOSED("proposed", "<b>Proposed:</b>"),
    /** From 1.0 on: what was compiled against it goes on working while the first number stays. */
    STABLE("stable", "<b>Stable:</b>");

    static final String ATTRIBUTE = "status";

    private final String label;
    private final String javadoc;

    PackageStatus(String label, String javadoc) {
        this.label = label;
        this.javadoc = javadoc;
    }

    /** The exported packages of a bundle, from its manifest. */
    static Parameters exports(Jar jar) throws Exception {
        return new Parameters(jar.getManifest().getMainAttributes().getValue("Export-Package"));
    }

    /**
     * What is wrong with the marks of a bundle's exported packages, a line each; nothing where nothing is.
     *
     * @param sources the bundle's folder of Java sources
     */
    static List<String> wrong(Jar jar, Path sources) throws Exception {
        var wrong = new ArrayList<String>();
        for (var exported : exports(jar).entrySet()) {
            wrong(exported.getKey(), exported.getValue(), sources, wrong);
        }
        return wrong;
    }

    private static void wrong(String name, Attrs attributes, Path sources, List<String> wrong) throws IOException {
        var version = Version.parseVersion(attributes.getVersion());
        var expected = version.getMajor() == 0 ? PROPOSED : STABLE;
        var marked = attributes.get(ATTRIBUTE);
        if (!expected.label.equals(marked)) {
            wrong.add(name + ": a package of version " + version + " is " + expected.label + ", and it says " + marked
                    + "; write @Export(attribute = \"" + ATTRIBUTE + "=" + expected.label + "\")");
        }
        if (attributes.containsKey("mandatory:")) {
            wrong.add(name + ": has a mandatory attribute, which every import would have to name");
        }
        var source = sources.resolve(name.replace('.', '/')).resolve("package-info.java");
        if (!Files.exists(source) || !Files.readString(source).contains(expected.javadoc)) {
            wrong.add(name + ": '" + source + "' does not say " + expected.javadoc);
        }
    }
}
