package org.prmonitor.docs.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.prmonitor.docs.block.Block;

/**
 * The commands of a block, each with what it is shown to print.
 *
 * @param commands in order
 */
record Session(List<Command> commands) {

    private static final String PROMPT = "$ ";

    /** The launcher as a page names it; it would build what it finds to be stale, in the middle of a build. */
    private static final Pattern LAUNCHER = Pattern.compile("(?<![\\w/.-])launcher/prmonitor(?![\\w/-])");

    private static final Pattern WORD = Pattern.compile("(\\S+?)=(\\S+)");

    /**
     * A command.
     *
     * @param text for bash
     * @param shown what it prints
     * @param line where it stands in its page
     */
    record Command(String text, List<String> shown, int line) {}

    /** The commands of a block of sh or console. */
    static Session of(Block block) {
        if (block.language().equals("sh")) {
            return new Session(List.of(new Command(resolved(block, block.text()), List.of(), block.line())));
        }
        var commands = new ArrayList<Command>();
        List<String> lines = block.lines();
        if (lines.isEmpty() || !lines.get(0).startsWith(PROMPT)) {
            throw new AssertionError(block.place() + ": a session begins with a command behind '" + PROMPT + "'");
        }
        for (int i = 0; i < lines.size(); ) {
            int line = block.line() + i;
            var text = new StringBuilder(lines.get(i++).substring(PROMPT.length()));
            while (text.toString().endsWith("\\") && i < lines.size()) {
                text.append('\n').append(lines.get(i++));
            }
            var shown = new ArrayList<String>();
            while (i < lines.size() && !lines.get(i).startsWith(PROMPT)) {
                shown.add(lines.get(i++));
            }
            // What a terminal shows where Ctrl-C is pressed.
            shown.remove("^C");
            commands.add(new Command(resolved(block, text.toString()), List.copyOf(shown), line));
        }
        return new Session(List.copyOf(commands));
    }

    /** A command with the words replaced that stand for something. */
    static String resolved(Block block, String text) {
        String command = LAUNCHER.matcher(text).replaceAll("launcher/target/prmonitor/bin/prmonitor");
        for (Map.Entry<String, String> word : replacements(block).entrySet()) {
            command = command.replaceAll("(?<![\\w])" + Pattern.quote(word.getKey()) + "(?![\\w])", Matcher.quoteReplacement(word.getValue()));
        }
        return command;
    }

    private static Map<String, String> replacements(Block block) {
        var words = new LinkedHashMap<String, String>();
        var matcher = WORD.matcher(block.word("with").orElse(""));
        while (matcher.find()) {
            words.put(matcher.group(1), matcher.group(2));
        }
        return words;
    }
}
