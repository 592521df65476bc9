package org.prmonitor.launcher;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Lets the JDK set up its XML parser, and the time zone that a jar's entries are dated in, while the framework starts. Declarative
 * Services reads the first component's description with both, which is when the start would wait for them.
 */
final class EarlyXml {

    /** A description in little: a name space, an attribute, an element within another. */
    private static final String EXAMPLE = "<?xml version=\"1.0\"?><a:b xmlns:a=\"a\" c=\"d\"><e f=\"g\"/></a:b>";

    private EarlyXml() {}

    /** Returns at once; the thread ends by itself. */
    static void prepare() {
        var thread = new Thread(EarlyXml::parse, "prmonitor-xml");
        thread.setDaemon(true);
        thread.start();
    }

    private static void parse() {
        try {
            var document = new ByteArrayInputStream(EXAMPLE.getBytes(StandardCharsets.US_ASCII));
            SAXParserFactory.newInstance().newSAXParser().parse(document, new DefaultHandler());
            ZoneId.systemDefault();
        } catch (SAXException | ParserConfigurationException | IOException | RuntimeException | Error broken) {
            // Whoever needs them fails in the same way and says so.
            StartTrace.done("no XML parser: " + broken);
        }
    }
}
