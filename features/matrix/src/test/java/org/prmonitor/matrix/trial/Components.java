package org.prmonitor.matrix.trial;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * What Declarative Services says of components. By reflection: its classes are in the container, in whatever version, and this
 * is not.
 */
final class Components {

    private static final String RUNTIME = "org.osgi.service.component.runtime.ServiceComponentRuntime";

    /** Bits of ComponentConfigurationDTO.state (Declarative Services 1.4, section 112.10): a reference that is not there, and an activation that threw. */
    private static final int UNSATISFIED_REFERENCE = 2;

    private static final int FAILED_ACTIVATION = 16;

    private final Set<Long> bundles = new HashSet<>();
    private final List<String> notSatisfied = new ArrayList<>();

    private Components() {}

    static Components of(BundleContext context, List<Bundle> bundles) throws ReflectiveOperationException {
        var components = new Components();
        var reference = context.getServiceReference(RUNTIME);
        if (reference == null) {
            components.notSatisfied.add("no " + RUNTIME);
            return components;
        }
        Object runtime = context.getService(reference);
        var type = runtime.getClass();
        var all = (Collection<?>) find(type, "getComponentDescriptionDTOs").invoke(runtime, (Object) bundles.toArray(Bundle[]::new));
        for (var description : all) {
            var bundle = field(description, "bundle");
            components.bundles.add((Long) field(bundle, "id"));
            for (var configuration : (Collection<?>) find(type, "getComponentConfigurationDTOs").invoke(runtime, description)) {
                var state = (Integer) field(configuration, "state");
                if ((state & (UNSATISFIED_REFERENCE | FAILED_ACTIVATION)) != 0) {
                    components.notSatisfied.add(field(description, "name") + " is in state " + state);
                }
            }
        }
        return components;
    }

    boolean hasAny(Bundle bundle) {
        return bundles.contains(bundle.getBundleId());
    }

    List<String> notSatisfied() {
        return notSatisfied;
    }

    private static java.lang.reflect.Method find(Class<?> type, String name) {
        for (var each : type.getMethods()) {
            if (each.getName().equals(name) && !each.isBridge()) {
                each.setAccessible(true);
                return each;
            }
        }
        throw new AssertionError(type + " has no " + name);
    }

    private static Object field(Object dto, String name) throws ReflectiveOperationException {
        return dto.getClass().getField(name).get(dto);
    }
}
