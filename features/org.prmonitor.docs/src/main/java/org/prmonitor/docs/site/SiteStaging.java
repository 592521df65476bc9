package org.prmonitor.docs.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Copies the pages to where the site plugin reads them, so changed that the links of the repository's Markdown view hold in the site:
 * every heading gets the anchor that the view gives it; a Markdown file outside the pages becomes a page below {@code repository/};
 * a picture is copied along; a link to any other file of the repository becomes plain text, because the site does not carry it.
 */
public final class SiteStaging {

    private static final String OUTSIDE = "repository";

    private final Path root;
    private final Path pages;
    private final Path target;
    private final Deque<Path> open = new ArrayDeque<>();
    private final Set<Path> seen = new HashSet<>();

    private SiteStaging(Path root, Path site, Path target) {
        this.root = root;
        this.pages = site.resolve("markdown");
        this.target = target;
    }

    /**
     * Stages the site.
     *
     * @param arguments the repository, the site's folder in it, and the folder to write
     */
    public static void main(String[] arguments) throws IOException {
        stage(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
    }

    /** Stages the site; what an earlier build left in the target goes. */
    public static void stage(Path root, Path site, Path target) throws IOException {
        Path folder = site.toAbsolutePath().normalize();
        var staging = new SiteStaging(root.toAbsolutePath().normalize(), folder, target.toAbsolutePath().normalize());
        staging.clear();
        for (Path file : staging.files(folder)) {
            if (file.startsWith(staging.pages)) {
                staging.enqueue(file);
            } else {
                staging.copy(file, staging.target.resolve(folder.relativize(file)));
            }
        }
        while (!staging.open.isEmpty()) {
            staging.stagePage(staging.open.remove());
        }
    }

    private void clear() throws IOException {
        if (Files.exists(target)) {
            List<Path> old = files(target);
            for (Path file : old) {
                Files.delete(file);
            }
        }
    }

    private List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).sorted(Comparator.naturalOrder()).toList();
        }
    }

    private void enqueue(Path page) {
        if (seen.add(page)) {
            open.add(page);
        }
    }

    private void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.write(to, Files.readAllBytes(from));
    }

    /** The place of a file in the site, without {@code markdown/} or {@code resources/} before it. */
    private Path place(Path file) {
        return file.startsWith(pages) ? pages.relativize(file) : Path.of(OUTSIDE).resolve(root.relativize(file));
    }

    private void stagePage(Path page) throws IOException {
        MarkdownFile markdown = MarkdownFile.read(page);
        // From the end to the beginning, so that the places before stay what they are.
        var edits = new TreeMap<Integer, Edit>(Comparator.reverseOrder());
        for (MarkdownFile.Section heading : markdown.headings()) {
            edits.put(heading.offset(), new Edit(0, "<a id=\"" + heading.anchor() + "\"></a>\n\n"));
        }
        for (MarkdownFile.Reference link : markdown.links()) {
            if (!link.external() && !link.file().isEmpty()) {
                String source = markdown.text().substring(link.offset(), link.offset() + link.length());
                edits.put(link.offset(), new Edit(link.length(), staged(page, link, source)));
            }
        }
        var text = new StringBuilder(markdown.text());
        edits.forEach((offset, edit) -> text.replace(offset, offset + edit.length(), edit.replacement()));
        Path to = target.resolve("markdown").resolve(place(page));
        Files.createDirectories(to.getParent());
        Files.writeString(to, text);
    }

    private String staged(Path page, MarkdownFile.Reference link, String source) throws IOException {
        Path file = page.resolveSibling(link.file()).normalize();
        if (!Files.isRegularFile(file) || !file.startsWith(root)) {
            return words(source);
        }
        if (link.image()) {
            copy(file, target.resolve("resources").resolve(place(file)));
        } else if (file.toString().endsWith(".md")) {
            enqueue(file);
        } else {
            return words(source);
        }
        Path folder = place(page).getParent();
        Path place = place(file);
        String relative = (folder == null ? place : folder.relativize(place)).toString().replace('\\', '/');
        // The site plugin's Markdown does the same, but not for a name with more than one dot in its path.
        String shown = relative.endsWith(".md") ? relative.substring(0, relative.length() - 3) + ".html" : relative;
        return source.substring(0, source.lastIndexOf("](") + 2) + shown + link.fragment() + ")";
    }

    private static String words(String source) {
        return source.substring(source.indexOf('[') + 1, source.lastIndexOf("]("));
    }

    private record Edit(int length, String replacement) {}
}
