package org.prmonitor.launcher;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands, with what they need. */
final class CommandFactory implements IFactory {

    private final Launcher launcher;
    private final IFactory others = CommandLine.defaultFactory();

    CommandFactory(Launcher launcher) {
        this.launcher = launcher;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type == StreamOptions.class) {
            return type.cast(new StreamOptions(launcher));
        }
        if (type == DriverCommand.Install.class) {
            return type.cast(new DriverCommand.Install(launcher));
        }
        if (type == DriverCommand.Uninstall.class) {
            return type.cast(new DriverCommand.Uninstall(launcher));
        }
        if (type == DriverCommand.Status.class) {
            return type.cast(new DriverCommand.Status(launcher));
        }
        return type == DoctorCommand.class ? type.cast(new DoctorCommand(launcher)) : others.create(type);
    }
}
