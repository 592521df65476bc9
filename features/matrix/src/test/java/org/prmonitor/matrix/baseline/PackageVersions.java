package org.prmonitor.matrix.baseline;

import aQute.bnd.differ.Baseline;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Instructions;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.version.Version;
import java.util.List;
import java.util.Optional;

/**
 * The exported packages of a bundle beside those of its last release. bnd finds what changed and judges versions from 1.0 on; below
 * it lets everything pass. There, as semantic versioning has it (2.0.0, section 4), the second number rises with every change.
 */
final class PackageVersions {

    private PackageVersions() {}

    /** What is wrong with the newer one's versions, a line a package; nothing where nothing is. Both stay open. */
    static List<String> wrong(Jar newer, Jar older) throws Exception {
        try (var processor = new Processor()) {
            var packages = new Baseline(processor, new DiffPluginImpl()).baseline(newer, older, new Instructions("*"));
            return packages.stream().flatMap(each -> wrong(each).stream()).sorted().toList();
        }
    }

    private static Optional<String> wrong(Baseline.Info info) {
        var delta = info.packageDiff.getDelta();
        // A package that is gone has no version that could be wrong; bnd judges it with the bundle's.
        if (delta == Delta.UNCHANGED || delta == Delta.ADDED || delta == Delta.REMOVED) {
            return Optional.empty();
        }
        var lowest = info.olderVersion.getMajor() == 0 ? next(info.olderVersion) : info.suggestedVersion;
        return info.mismatch || info.newerVersion.compareTo(lowest) < 0
                ? Optional.of(info.packageName + ": a " + delta + " change since " + info.olderVersion + ", and it says " + info.newerVersion
                        + "; write @Version(\"" + lowest + "\")")
                : Optional.empty();
    }

    private static Version next(Version below1) {
        return new Version(0, below1.getMinor() + 1, 0);
    }
}
