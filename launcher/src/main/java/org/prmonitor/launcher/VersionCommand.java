package org.prmonitor.launcher;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code prmonitor version}. */
@Command(name = "version", description = "Shows the versions of this program and of what it runs on.")
final class VersionCommand implements Runnable {

    @Mixin
    private @Nullable HelpOption help;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec == null) {
            throw new IllegalStateException("not started by picocli");
        }
        var version = VersionCommand.class.getPackage().getImplementationVersion();
        var out = spec.commandLine().getOut();
        out.println("prmonitor " + (version == null ? "(not packaged)" : version));
        out.println("Java " + Runtime.version() + ", " + System.getProperty("java.vm.name"));
        out.println(System.getProperty("os.name") + " " + System.getProperty("os.version") + " " + System.getProperty("os.arch"));
    }
}
