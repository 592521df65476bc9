package org.prmonitor.docs.data;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.felix.metatype.AD;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.prmonitor.api.event.EventKeys;
import org.prmonitor.docs.block.Block;
import org.prmonitor.docs.reference.Metatype;
import org.prmonitor.docs.reference.Metatype.Configuration;

/** What is wrong with a block of data; empty when nothing is. */
final class DataBlocks {

    private static final Pattern COMPARISON = Pattern.compile("\\(([^()=<>~!&|*]+?)(?:>=|<=|~=|=)");

    private final Poms poms;
    private final List<Configuration> configurations;
    private final Set<String> keys = new HashSet<>();

    DataBlocks() throws IOException, IllegalAccessException {
        poms = Poms.ofRepository();
        configurations = Metatype.ofBuild();
        for (var constant : EventKeys.class.getFields()) {
            keys.add((String) constant.get(null));
        }
    }

    List<String> violations(Block block) {
        List<String> wrong = switch (block.language()) {
            case "xml" -> xml(block);
            case "properties" -> properties(block);
            case "ldap" -> ldap(block);
            case "json" -> json(block);
            default -> throw new AssertionError(block.language());
        };
        return wrong.stream().map(problem -> block.place() + ": " + problem).toList();
    }

    private List<String> xml(Block block) {
        try {
            return poms.violations(block.text());
        } catch (IOException malformed) {
            return List.of(String.valueOf(malformed.getMessage()));
        }
    }

    private List<String> properties(Block block) {
        Optional<String> pid = block.word("configuration");
        if (pid.isEmpty()) {
            return block.has("not-run") ? List.of() : List.of("neither 'configuration' nor 'not-run'");
        }
        Optional<Configuration> configuration = configurations.stream().filter(each -> each.pid().equals(pid.get())).findFirst();
        if (configuration.isEmpty()) {
            return List.of("no bundle has a configuration " + pid.get());
        }
        var values = new Properties();
        try {
            values.load(new StringReader(block.text()));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        var wrong = new ArrayList<String>();
        for (String key : values.stringPropertyNames()) {
            Optional<AD> attribute = configuration.get().attribute(key);
            if (attribute.isEmpty()) {
                wrong.add(pid.get() + " has no " + key);
                continue;
            }
            boolean many = attribute.get().getCardinality() != 0;
            for (String value : many ? values.getProperty(key).split("\\s*,\\s*") : new String[] {values.getProperty(key)}) {
                String refused = attribute.get().validate(value);
                if (refused != null && !refused.isEmpty()) {
                    wrong.add(key + " = " + value + ": " + refused);
                }
            }
        }
        return wrong;
    }

    private List<String> ldap(Block block) {
        var wrong = new ArrayList<String>();
        for (String line : block.lines()) {
            if (line.isBlank()) {
                continue;
            }
            try {
                FrameworkUtil.createFilter(line);
            } catch (InvalidSyntaxException malformed) {
                wrong.add(String.valueOf(malformed.getMessage()));
            }
            COMPARISON.matcher(line).results()
                    .map(found -> found.group(1).strip())
                    .filter(key -> !keys.contains(key))
                    .forEach(key -> wrong.add("no event has the key " + key));
        }
        return wrong;
    }

    private static List<String> json(Block block) {
        int objects = 0;
        try (var parser = new JsonFactory().createParser(block.text())) {
            while (parser.nextToken() != null) {
                parser.skipChildren();
                objects++;
            }
        } catch (IOException malformed) {
            return List.of(String.valueOf(malformed.getMessage()));
        }
        return objects == 0 ? List.of("no object") : List.of();
    }
}
