package org.prmonitor.bench.internal.host;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Offers the workload of the exchange as a command. */
public final class BenchActivator implements BundleActivator {

    private static final String COMMAND = "prmonitor.command";
    private static final String NAME = "bench";

    /** Finds the command's service. */
    static final String FILTER = "(" + COMMAND + "=" + NAME + ")";

    @Override
    public void start(BundleContext context) {
        Callable<Integer> command = () -> run(context);
        context.registerService(Callable.class, command, FrameworkUtil.asDictionary(Map.of(COMMAND, NAME)));
        if (Boolean.parseBoolean(context.getProperty(UserInterface.ALONE))) {
            UserInterface.runWhenOpen(context, command);
        }
    }

    @Override
    public void stop(BundleContext context) {
        // The service goes with the bundle.
    }

    private static Integer run(BundleContext context) throws Exception {
        var exchange = Exchange.at(Path.of(context.getProperty(WorkerMain.FOLDER)));
        var kind = FrameworkKind.valueOf(context.getProperty(WorkerMain.KIND));
        try (var container = new Container(context, kind)) {
            var result = exchange.readWorkload().run(container);
            exchange.writeMeasured(new Measured<>(kind.label(), container.versions(), result));
        }
        return 0;
    }
}
