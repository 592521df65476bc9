package org.prmonitor.launcher;

import picocli.CommandLine.Option;

/** {@code --help} of every command. picocli's own mixin would add {@code --version}, which is a command here. */
final class HelpOption {

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help and end.")
    private boolean requested;
}
