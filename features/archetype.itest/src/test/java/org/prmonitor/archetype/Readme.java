package org.prmonitor.archetype;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The commands of an archetype's README, so that it is these that are tried. */
record Readme(List<List<String>> commands) {

    /** The first block of commands. */
    static Readme of(String archetype) throws IOException {
        var text = Files.readString(Path.of("..", "archetype." + archetype, "README.md"));
        var begin = text.indexOf("```sh\n") + "```sh\n".length();
        var lines = text.substring(begin, text.indexOf("```", begin)).lines().toList();
        return new Readme(lines.stream().map(line -> List.of(line.split(" "))).toList());
    }

    /** What stands behind {@code mvn}. */
    List<String> maven(int command) {
        var words = commands.get(command);
        if (!words.get(0).equals("mvn")) {
            throw new AssertionError("no command of Maven: " + words);
        }
        return words.subList(1, words.size());
    }
}
