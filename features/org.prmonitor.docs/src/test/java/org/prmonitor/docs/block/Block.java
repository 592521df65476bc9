package org.prmonitor.docs.block;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.prmonitor.docs.Repository;

/**
 * A block of code.
 *
 * @param page where it stands
 * @param line the line of its first line of code, from 1
 * @param language what the fence says; empty where it says nothing
 * @param words what the comments above it say: word and value, which is empty where there is none
 * @param text the code, with a line end behind each line
 */
public record Block(Path page, int line, String language, Map<String, String> words, String text) {

    /** What a comment says: its value. */
    public Optional<String> word(String word) {
        return Optional.ofNullable(words.get(word));
    }

    /** Whether a comment has this word. */
    public boolean has(String word) {
        return words.containsKey(word);
    }

    /** Why it is not run here; empty when it is. */
    public Optional<String> notRun() {
        return word("not-run").or(() -> word("tested-by").map(test -> "tested by " + test));
    }

    /** Its lines. */
    public List<String> lines() {
        return text.lines().toList();
    }

    /** Where it stands, as an editor finds it. */
    public String place() {
        return place(line);
    }

    /** Where one of its page's lines is, as an editor finds it. */
    public String place(int pageLine) {
        return Repository.show(page) + ":" + pageLine;
    }

    @Override
    public String toString() {
        return place();
    }

    /** A name for files and packages: page and line. */
    public String name() {
        String relative = Repository.show(page).replace("features/org.prmonitor.docs/src/site/markdown/", "");
        return relative.replaceAll("\\.md$", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_") + "_" + line;
    }
}
