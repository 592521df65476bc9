package org.prmonitor.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What both goals know: where the launcher's distribution is, and which folder it watches. */
abstract class LauncherMojo extends AbstractMojo {

    /** The folder that the launcher watches. */
    @Parameter(property = "prmonitor.deploy", defaultValue = "${project.build.directory}/deploy", required = true)
    private @Nullable File deploy;

    @Parameter(defaultValue = "${plugin.artifacts}", readonly = true, required = true)
    private @Nullable List<Artifact> pluginArtifacts;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        try {
            execute(distribution(), Objects.requireNonNull(deploy).toPath());
        } catch (IOException failure) {
            throw new MojoExecutionException(failure.toString(), failure);
        }
    }

    abstract void execute(Distribution distribution, Path watched) throws IOException, MojoFailureException;

    private Distribution distribution() throws IOException {
        return Objects.requireNonNull(pluginArtifacts).stream()
                .filter(artifact -> artifact.getArtifactId().equals("org.prmonitor.launcher") && "distribution".equals(artifact.getClassifier()))
                .findFirst()
                .map(artifact -> new Distribution(artifact.getFile().toPath()))
                .orElseThrow(() -> new IOException("org.prmonitor.launcher:zip:distribution is excluded from this plugin's dependencies; there is nothing to run"));
    }
}
