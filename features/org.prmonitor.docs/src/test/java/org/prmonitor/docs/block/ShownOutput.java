package org.prmonitor.docs.block;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lines as a page shows them, to be compared in shape: a number stands for any number, a UUID for any UUID, white space for any white space, {@code …}
 * for anything within a line, and a line of {@code …} alone for any lines, or none.
 */
public final class ShownOutput {

    private static final String ANYTHING = "…";

    /** With or without commas between thousands, with or without decimals. */
    private static final String NUMBER = "[0-9]+(?:,[0-9]{3})*(?:\\.[0-9]+)?";

    private static final String UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    /** How many lines a failure shows of what came. */
    private static final int MANY = 40;

    private static final Pattern TOKEN = Pattern.compile("…|\\s+|" + UUID + "|" + NUMBER + "|[^…\\s0-9]+");

    private final List<String> shown;
    private final List<Pattern> patterns;

    private ShownOutput(List<String> shown) {
        this.shown = shown;
        patterns = shown.stream().map(ShownOutput::pattern).toList();
    }

    /** Some lines; those that are blank at the end do not count. */
    public static ShownOutput of(List<String> lines) {
        int end = lines.size();
        while (end > 0 && lines.get(end - 1).isBlank()) {
            end--;
        }
        return new ShownOutput(List.copyOf(lines.subList(0, end)));
    }

    /** How many lines have to come at the least. */
    public int least() {
        return (int) shown.stream().filter(line -> !line.strip().equals(ANYTHING)).count();
    }

    /** What is wrong with what was printed; empty when nothing is. */
    public Optional<String> difference(List<String> printed) {
        var lines = of(printed).shown;
        return matches(0, lines, 0) ? Optional.empty() : Optional.of(explain(lines));
    }

    /** The same where other lines may stand between those shown, before and behind them. */
    public Optional<String> differenceAmong(List<String> printed) {
        int next = 0;
        for (int i = 0; i < shown.size(); i++) {
            if (shown.get(i).strip().equals(ANYTHING)) {
                continue;
            }
            while (next < printed.size() && !patterns.get(i).matcher(printed.get(next)).matches()) {
                next++;
            }
            if (next++ == printed.size()) {
                return Optional.of("this line did not come, or not behind those above it:\n  " + shown.get(i) + "\n" + explain(printed));
            }
        }
        return Optional.empty();
    }

    private boolean matches(int index, List<String> lines, int line) {
        if (index == shown.size()) {
            return line == lines.size();
        }
        if (shown.get(index).strip().equals(ANYTHING)) {
            for (int next = line; next <= lines.size(); next++) {
                if (matches(index + 1, lines, next)) {
                    return true;
                }
            }
            return false;
        }
        return line < lines.size() && patterns.get(index).matcher(lines.get(line)).matches() && matches(index + 1, lines, line + 1);
    }

    private String explain(List<String> lines) {
        return "the page shows:\n  " + String.join("\n  ", shown) + "\nwhat came:\n  " + String.join("\n  ", few(lines));
    }

    private static List<String> few(List<String> lines) {
        return lines.size() <= MANY
                ? lines
                : Stream.of(lines.subList(0, MANY / 2).stream(), Stream.of("(" + (lines.size() - MANY) + " lines more)"), lines.subList(lines.size() - MANY / 2, lines.size()).stream())
                        .flatMap(each -> each)
                        .toList();
    }

    private static Pattern pattern(String line) {
        var pattern = new StringBuilder();
        var tokens = TOKEN.matcher(line.stripTrailing());
        while (tokens.find()) {
            String token = tokens.group();
            if (token.equals(ANYTHING)) {
                pattern.append(".*");
            } else if (token.isBlank()) {
                pattern.append("\\s+");
            } else if (token.matches(UUID)) {
                pattern.append(UUID);
            } else if (Character.isDigit(token.charAt(0))) {
                pattern.append(NUMBER);
            } else {
                pattern.append(Pattern.quote(token));
            }
        }
        return Pattern.compile(pattern.append("\\s*").toString());
    }
}
