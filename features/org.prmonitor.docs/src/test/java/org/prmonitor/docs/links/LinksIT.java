package org.prmonitor.docs.links;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.prmonitor.docs.Repository;
import org.prmonitor.docs.site.SiteStaging;

/** Every link of the repository's Markdown and of the built site leads somewhere, and the site fetches nothing from elsewhere. */
class LinksIT {

    @Test
    void everyLinkOfTheRepositoryLeadsSomewhere() throws IOException {
        var wrong = new ArrayList<String>();
        for (Path document : Repository.documents()) {
            wrong.addAll(MarkdownLinks.violations(document));
        }
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
    }

    @Test
    void everyLinkOfTheSiteLeadsSomewhere() throws IOException {
        List<String> wrong = SiteLinks.violations(Repository.TARGET.resolve("site"));
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
    }

    @Test
    void theMenuHasEveryPage() throws IOException {
        String menu = Files.readString(Repository.ROOT.resolve("features/org.prmonitor.docs/src/site/site.xml"));
        var missing = Repository.pages().stream()
                .map(page -> Repository.PAGES.relativize(page).toString().replace(".md", ".html"))
                .filter(page -> !menu.contains("href=\"" + page + "\""))
                .toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void linksThatLeadNowhereAreFound(@TempDir Path folder) throws IOException {
        Path page = Files.writeString(folder.resolve("page.md"), """
                # A heading, and `code`

                [here](#a-heading-and-code) [there](other.md#b) [site](https://www.osgi.org/)
                [no file](none.md) [no anchor](other.md#c) [none here](#d) [plain](http://www.osgi.org/) [absolute](/etc/passwd)
                ![no picture](none.png)
                """);
        Files.writeString(folder.resolve("other.md"), "# B\n");
        var wrong = MarkdownLinks.violations(page);
        assertEquals(6, wrong.size(), () -> String.join("\n", wrong));
    }

    @Test
    void aSiteThatIsWrongIsFoundToBeWrong(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("index.html"), """
                <html><head><script src="https://elsewhere.example/x.js"></script></head>
                <body><a id="one"></a><a href="#one">1</a><a href="#two">2</a><a href="none.html">3</a><img src="none.png"/></body></html>
                """);
        var wrong = SiteLinks.violations(folder);
        assertEquals(4, wrong.size(), () -> String.join("\n", wrong));
    }

    @Test
    void aStagedPageHasLinksThatHoldInTheSite(@TempDir Path root) throws IOException {
        Path site = Files.createDirectories(root.resolve("docs/site"));
        Path pages = Files.createDirectories(site.resolve("markdown"));
        Files.writeString(pages.resolve("page.md"), """
                # Page

                [r](../../../README.md#read-me) [s](../../../Source.java) ![p](../../../picture.png) [o](other.md) [x](https://www.osgi.org/)
                """);
        Files.writeString(pages.resolve("other.md"), "## O\n");
        Files.writeString(root.resolve("README.md"), "# Read me\n\n[back](docs/site/markdown/page.md#page)\n");
        Files.writeString(root.resolve("Source.java"), "class Source {}");
        Files.writeString(root.resolve("picture.png"), "png");
        Path target = root.resolve("target");
        SiteStaging.stage(root, site, target);
        assertEquals(
                """
                <a id="page"></a>

                # Page

                [r](repository/README.html#read-me) s ![p](repository/picture.png) [o](other.html) [x](https://www.osgi.org/)
                """,
                Files.readString(target.resolve("markdown/page.md")));
        assertTrue(Files.readString(target.resolve("markdown/repository/README.md")).contains("[back](../page.html#page)"));
        assertTrue(Files.exists(target.resolve("resources/repository/picture.png")));
    }
}
