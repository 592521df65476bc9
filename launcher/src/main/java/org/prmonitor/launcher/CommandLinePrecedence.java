package org.prmonitor.launcher;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationPlugin;

/**
 * What the command line gives wins over what a file of {@code --config} says, now and whenever the file changes. A
 * configuration that did not come from a file, such as one that the shell changed, is left alone.
 */
final class CommandLinePrecedence implements ConfigurationPlugin {

    /** FileInstall's mark on a configuration that it read from a file. */
    private static final String FROM_FILE = "felix.fileinstall.filename";

    private final Map<String, Map<String, Object>> given;

    private CommandLinePrecedence(Map<String, Map<String, Object>> given) {
        this.given = given;
    }

    static void register(BundleContext context, Map<String, Map<String, Object>> given) {
        var properties = new Hashtable<String, Object>();
        properties.put(CM_TARGET, given.keySet().toArray(String[]::new));
        // Between 0 and 1000: called in its turn and may change properties (OSGi Compendium 104.9.3).
        properties.put(CM_RANKING, 500);
        context.registerService(ConfigurationPlugin.class, new CommandLinePrecedence(given), properties);
    }

    @Override
    public void modifyConfiguration(ServiceReference<?> reference, Dictionary<String, Object> properties) {
        if (properties.get(FROM_FILE) != null && properties.get("service.pid") instanceof String pid) {
            given.getOrDefault(pid, Map.of()).forEach(properties::put);
        }
    }
}
