package org.prmonitor.docs.links;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.prmonitor.docs.Repository;
import org.prmonitor.docs.site.MarkdownFile;
import org.prmonitor.docs.site.MarkdownFile.Reference;

/** Checks the links of Markdown as it lies in the repository. Of links out of it the form alone: a build asks no network. */
final class MarkdownLinks {

    private MarkdownLinks() {}

    /** What is wrong with a document's links; empty when nothing is. */
    static List<String> violations(Path document) throws IOException {
        MarkdownFile markdown = MarkdownFile.read(document);
        var wrong = new ArrayList<String>();
        for (Reference link : markdown.links()) {
            problem(markdown, link).ifPresent(problem ->
                    wrong.add(Repository.show(document) + ":" + link.line() + ": " + link.destination() + ": " + problem));
        }
        return wrong;
    }

    private static Optional<String> problem(MarkdownFile from, Reference link) throws IOException {
        if (link.external()) {
            return external(link.destination());
        }
        if (link.destination().startsWith("/")) {
            return Optional.of("absolute");
        }
        Path file = link.file().isEmpty() ? from.path() : from.path().resolveSibling(link.file()).normalize();
        if (!Files.exists(file)) {
            return Optional.of("leads nowhere");
        }
        String anchor = link.fragment();
        if (anchor.isEmpty()) {
            return Optional.empty();
        }
        if (!file.toString().endsWith(".md")) {
            return Optional.of("an anchor in what is not Markdown");
        }
        boolean found = MarkdownFile.read(file).headings().stream().anyMatch(heading -> anchor.equals("#" + heading.anchor()));
        return found ? Optional.empty() : Optional.of("no heading with this anchor");
    }

    private static Optional<String> external(String destination) {
        try {
            URI address = new URI(destination);
            boolean right = "https".equals(address.getScheme()) && address.getHost() != null && address.getHost().contains(".");
            return right ? Optional.empty() : Optional.of("not https with a host");
        } catch (URISyntaxException malformed) {
            return Optional.of(String.valueOf(malformed.getMessage()));
        }
    }
}
