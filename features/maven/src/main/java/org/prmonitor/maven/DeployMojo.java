package org.prmonitor.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarFile;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Puts the bundle that was built into the folder that the launcher watches, and what it needs at run time beside it, as far as that is
 * a bundle and the launcher does not bring it along. A launcher that runs swaps what has changed.
 */
@Mojo(name = "deploy", defaultPhase = LifecyclePhase.PACKAGE, requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class DeployMojo extends LauncherMojo {

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private @Nullable MavenProject project;

    @Override
    void execute(Distribution distribution, Path watched) throws IOException, MojoFailureException {
        var consumer = Objects.requireNonNull(project);
        var built = consumer.getArtifact().getFile();
        if (built == null || !isBundle(built)) {
            throw new MojoFailureException((built == null ? "Nothing was built" : "'" + built + "' is no OSGi bundle")
                    + ": this goal comes in the phase package, after the jar, whose manifest bnd-maven-plugin writes");
        }
        var folder = new WatchedFolder(watched);
        for (var dependency : consumer.getArtifacts()) {
            if (isBundle(dependency.getFile()) && !distribution.hasBundle(dependency.getArtifactId())) {
                report(folder.put(dependency.getFile().toPath(), dependency.getArtifactId()), dependency.getFile(), watched);
            }
        }
        // Last: by then what it needs is there.
        report(folder.put(built.toPath(), consumer.getArtifactId()), built, watched);
    }

    private void report(boolean isNew, File bundle, Path watched) {
        getLog().info(isNew ? "Deployed " + bundle.getName() + " to " + watched : bundle.getName() + " has not changed, and stays deployed");
    }

    /** Whether a file, and not a folder of classes, says a symbolic name of its own. */
    private static boolean isBundle(File file) throws IOException {
        if (!file.getName().endsWith(".jar") || !file.isFile()) {
            return false;
        }
        try (var jar = new JarFile(file)) {
            var manifest = jar.getManifest();
            return manifest != null && manifest.getMainAttributes().getValue("Bundle-SymbolicName") != null;
        }
    }
}
