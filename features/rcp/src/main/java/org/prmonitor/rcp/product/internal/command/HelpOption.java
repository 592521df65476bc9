package org.prmonitor.rcp.product.internal.command;

import picocli.CommandLine.Option;

/** {@code --help}. picocli's own mixin would add {@code --version}, which is a command of the launcher. */
final class HelpOption {

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help and end.")
    private boolean requested;
}
