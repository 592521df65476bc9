package org.prmonitor.rcp.product.internal.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.EventType;
import org.prmonitor.rcp.product.internal.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code prmonitor ui}. Everything is checked here, before a framework starts. */
@Command(
        name = "prmonitor ui",
        description = "Shows what runs and what has ended in a window: an Eclipse 4 application on Equinox with the process view.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:done: the window was closed, or Ctrl-C", " 1:failed; without a display, for instance", " 2:wrong use"},
        footer = {
            "",
            "Without the rights for the best channel the view takes the next one, and its",
            "status line says which and why."
        })
final class UiCommand implements Callable<Integer> {

    @Option(
            names = "--channel",
            paramLabel = "NAME",
            description = "Where events come from: auto (the best that opens), linux-ebpf, linux-netlink, windows-driver, process-polling."
                    + " Default: auto.")
    private @Nullable String channel;

    @Option(
            names = "--types",
            paramLabel = "TYPE",
            split = ",",
            converter = Types.class,
            description = "What to report: started, forked, exited, images, registry; separated by commas. Default: started,exited.")
    private @Nullable List<EventType> types;

    @Option(
            names = "--filter",
            paramLabel = "TEXT",
            description = "What the filter box begins with: words, or an LDAP filter such as '(image.path=*/bash)'.")
    private @Nullable String filter;

    /** Done by the launcher, before there is a GTK in this process; here it is only known. */
    @Option(names = "--dark", description = "Dark colours, whatever the desktop has (Linux). Default: as the desktop.")
    private boolean dark;

    @Option(
            names = "--bundle",
            paramLabel = "JAR",
            description = "Start this bundle too, such as one with a part of your own. May be given several times.")
    private List<Path> bundles = new ArrayList<>();

    @Option(names = {"-v", "--verbose"}, description = "Print the framework's log on standard error.")
    private boolean verbose;

    @Mixin
    private @Nullable HelpOption help;

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() throws Exception {
        if (channel != null && channel.isBlank()) {
            throw wrongUse("--channel: the name is empty; 'prmonitor doctor' lists the channels");
        }
        for (var bundle : bundles) {
            if (!Files.isReadable(bundle) || Files.isDirectory(bundle)) {
                throw wrongUse("--bundle: '" + bundle + "' is no file that can be read");
            }
        }
        Screen.require();
        Equinox.run(ProductFolder.current(), bundles, settings(), verbose);
        return 0;
    }

    private Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        if (channel != null) {
            settings.put(Settings.CHANNEL, channel);
        }
        if (types != null) {
            settings.put(Settings.TYPES, types.stream().map(EventType::label).distinct().collect(Collectors.joining(",")));
        }
        if (filter != null) {
            settings.put(Settings.FILTER, filter);
        }
        return settings;
    }

    private ParameterException wrongUse(String message) {
        return new ParameterException(Objects.requireNonNull(command).commandLine(), message);
    }

    /** By label. */
    static final class Types implements ITypeConverter<EventType> {

        @Override
        public EventType convert(String value) {
            try {
                return EventType.ofLabel(value);
            } catch (IllegalArgumentException unknown) {
                throw new TypeConversionException(unknown.getMessage());
            }
        }
    }
}
