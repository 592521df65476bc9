package org.prmonitor.docs.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.felix.metatype.AD;
import org.osgi.service.metatype.AttributeDefinition;
import org.prmonitor.docs.reference.Metatype.Configuration;

/** The reference of what can be configured. */
final class ConfigurationReference {

    private ConfigurationReference() {}

    static String of(List<Configuration> configurations) {
        return configurations.stream().map(ConfigurationReference::section).collect(Collectors.joining("\n"));
    }

    private static String section(Configuration configuration) {
        var table = new MarkdownTable("key", "type", "default", "allowed", "what");
        for (AD attribute : configuration.attributes()) {
            table.row(code(attribute.getID()), type(attribute), initial(attribute), allowed(attribute), meaning(attribute));
        }
        return "## " + configuration.pid() + "\n\n"
                + configuration.name() + (configuration.factory() ? ", as many as there are configurations of this factory PID" : "")
                + ". Read by the bundle `" + configuration.bundle() + "`. " + configuration.description() + "\n\n"
                + table;
    }

    private static String type(AD attribute) {
        String name = switch (attribute.getType()) {
            case AttributeDefinition.STRING -> "String";
            case AttributeDefinition.LONG -> "Long";
            case AttributeDefinition.INTEGER -> "Integer";
            case AttributeDefinition.SHORT -> "Short";
            case AttributeDefinition.CHARACTER -> "Character";
            case AttributeDefinition.BYTE -> "Byte";
            case AttributeDefinition.DOUBLE -> "Double";
            case AttributeDefinition.FLOAT -> "Float";
            case AttributeDefinition.BOOLEAN -> "Boolean";
            case AttributeDefinition.PASSWORD -> "Password";
            default -> throw new AssertionError(attribute.getID() + " has type " + attribute.getType());
        };
        return attribute.getCardinality() == 0 ? name : name + ", many";
    }

    private static String initial(AD attribute) {
        String[] values = attribute.getDefaultValue();
        String joined = values == null ? "" : String.join(",", values);
        return joined.isEmpty() ? "" : code(joined);
    }

    private static String allowed(AD attribute) {
        var parts = new ArrayList<String>();
        if (attribute.getOptionValues() != null && attribute.getOptionValues().length > 0) {
            String[] labels = attribute.getOptionLabels();
            String[] values = attribute.getOptionValues();
            parts.add(IntStream.range(0, values.length).mapToObj(i -> code(values[i]) + ": " + labels[i]).collect(Collectors.joining("; ")));
        }
        if (attribute.getMin() != null || attribute.getMax() != null) {
            parts.add((attribute.getMin() == null ? "" : attribute.getMin()) + " … " + (attribute.getMax() == null ? "" : attribute.getMax()));
        }
        return String.join("; ", parts);
    }

    private static String meaning(AD attribute) {
        String description = attribute.getDescription() == null ? "" : attribute.getDescription();
        return attribute.getName() + ". " + DocText.escape(description);
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
