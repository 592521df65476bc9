package org.prmonitor.matrix.baseline;

import aQute.bnd.osgi.Analyzer;
import aQute.bnd.osgi.Clazz;
import aQute.bnd.osgi.Descriptors.TypeRef;
import aQute.bnd.osgi.Jar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Who may implement the exported interfaces and extend the exported abstract classes: a method that is added to a {@link
 * ProviderType} breaks no consumer, one that is added to a {@link ConsumerType} breaks those that implement it. Tools read the
 * annotation from the class file. Records, enums and annotations need none: nobody implements them.
 */
final class ImplementedBy {

    /** By class name: the one annotation of every exported type that has one of the two. */
    final Map<String, String> annotated = new TreeMap<>();

    /** Exported types that have neither, or both. */
    final Set<String> unclear = new TreeSet<>();

    /** By class name: the bundles in which a class implements or extends it directly. */
    final Map<String, Set<String>> implementers = new TreeMap<>();

    /** All of them stay open. */
    static ImplementedBy of(List<Jar> jars) throws Exception {
        var result = new ImplementedBy();
        for (var jar : jars) {
            result.add(jar);
        }
        return result;
    }

    private void add(Jar jar) throws Exception {
        var exports = PackageStatus.exports(jar).keySet();
        try (var analyzer = new Analyzer()) {
            for (var entry : jar.getResources().entrySet()) {
                if (!entry.getKey().endsWith(".class") || entry.getKey().endsWith("-info.class")) {
                    continue;
                }
                var type = new Clazz(analyzer, entry.getKey(), entry.getValue());
                type.parseClassFile();
                for (var above : above(type)) {
                    implementers.computeIfAbsent(above.getFQN(), key -> new TreeSet<>()).add(jar.getBsn());
                }
                if (exports.contains(type.getClassName().getPackageRef().getFQN()) && isImplementable(type)) {
                    judge(type);
                }
            }
        }
    }

    private static List<TypeRef> above(Clazz type) {
        var above = new ArrayList<TypeRef>();
        if (type.getSuper() != null) {
            above.add(type.getSuper());
        }
        if (type.getInterfaces() != null) {
            above.addAll(List.of(type.getInterfaces()));
        }
        return above;
    }

    private static boolean isImplementable(Clazz type) {
        return (type.isPublic() || type.isProtected()) && !type.isAnnotation() && !type.isEnum() && (type.isInterface() || type.isAbstract());
    }

    private void judge(Clazz type) {
        var name = type.getClassName().getFQN();
        var roles = new ArrayList<String>();
        for (var annotation : type.annotations()) {
            if (annotation.getFQN().equals(ProviderType.class.getName()) || annotation.getFQN().equals(ConsumerType.class.getName())) {
                roles.add(annotation.getShortName());
            }
        }
        if (roles.size() == 1) {
            annotated.put(name, roles.get(0));
        } else {
            unclear.add(name);
        }
    }
}
