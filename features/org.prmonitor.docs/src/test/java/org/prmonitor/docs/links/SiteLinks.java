package org.prmonitor.docs.links;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.prmonitor.docs.Repository;

/** Checks the links of the built site, and that no page makes a browser ask anybody else. */
final class SiteLinks {

    private final Path site;
    private final Map<Path, Document> documents = new HashMap<>();
    private final List<String> wrong = new ArrayList<>();

    private SiteLinks(Path site) {
        this.site = site;
    }

    /** What is wrong with a site's links; empty when nothing is. */
    static List<String> violations(Path site) throws IOException {
        var links = new SiteLinks(site);
        List<Path> pages = Repository.files(site, ".html");
        if (pages.isEmpty()) {
            return List.of(site + " has no page");
        }
        for (Path page : pages) {
            links.documents.put(page, Jsoup.parse(page.toFile(), "UTF-8"));
        }
        links.documents.forEach(links::check);
        for (Path style : Repository.files(site, ".css")) {
            if (Files.readString(style).matches("(?s).*(@import|url\\()\\s*[\"']?(https?:)?//.*")) {
                links.wrong.add(site.relativize(style) + " fetches something from elsewhere");
            }
        }
        return links.wrong;
    }

    private void check(Path page, Document document) {
        for (Element fetched : document.select("[src], link[href]")) {
            String address = fetched.hasAttr("src") ? fetched.attr("src") : fetched.attr("href");
            if (address.matches("([a-z]+:)?//.*")) {
                complain(page, fetched, "is fetched from elsewhere");
            } else if (!Files.isRegularFile(page.resolveSibling(address).normalize())) {
                complain(page, fetched, "is not there");
            }
        }
        for (Element link : document.select("a[href]")) {
            String address = link.attr("href");
            if (!address.matches("[a-z]+:.*")) {
                follow(page, link, address);
            }
        }
    }

    private void follow(Path page, Element link, String address) {
        int hash = address.indexOf('#');
        String file = hash < 0 ? address : address.substring(0, hash);
        Path target = file.isEmpty() ? page : page.resolveSibling(file).normalize();
        Document document = documents.get(target);
        if (document == null) {
            complain(page, link, "leads to no page");
        } else if (hash >= 0 && document.getElementById(address.substring(hash + 1)) == null) {
            complain(page, link, "leads to no anchor");
        }
    }

    private void complain(Path page, Element element, String what) {
        wrong.add(site.relativize(page) + ": " + element.outerHtml().lines().findFirst().orElse("") + " " + what);
    }
}
