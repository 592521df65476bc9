package org.prmonitor.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import javax.xml.parsers.SAXParserFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.prmonitor.testkit.Program;
import org.xml.sax.helpers.DefaultHandler;

/** In a JVM of its own, which has not parsed anything yet. */
@Timeout(120)
class EarlyXmlTest {

    private static final String COMPONENT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="a"><implementation class="b"/></scr:component>
            """;

    private static List<String> run(String factory) throws Exception {
        return Program.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dprmonitor.trace=start",
                        "-Djavax.xml.parsers.SAXParserFactory=" + factory,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Start.class.getName())
                .run();
    }

    @Test
    void whoReadsTheFirstComponentWaitsForNoClass() throws Exception {
        assertEquals(List.of("0 classes to load"), run("com.sun.org.apache.xerces.internal.jaxp.SAXParserFactoryImpl"));
    }

    @Test
    void aParserThatIsNotThereHarmsOnlyWhoNeedsIt() throws Exception {
        assertEquals(List.of("no parser, and nobody was disturbed"), run("org.example.Missing"));
    }

    /** What the framework's start does, in little. */
    static final class Start {

        private Start() {}

        public static void main(String... arguments) throws Exception {
            Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> System.out.println(thread.getName() + " died of " + thrown));
            var before = Thread.getAllStackTraces().keySet();
            EarlyXml.prepare();
            for (var thread : Thread.getAllStackTraces().keySet()) {
                if (!before.contains(thread) && thread.getName().equals("prmonitor-xml")) {
                    thread.join();
                }
            }
            var document = new ByteArrayInputStream(COMPONENT.getBytes(StandardCharsets.UTF_8));
            var handler = new DefaultHandler();
            var classes = ManagementFactory.getClassLoadingMXBean();
            classes.getTotalLoadedClassCount();
            var loaded = classes.getTotalLoadedClassCount();
            try {
                SAXParserFactory.newInstance().newSAXParser().parse(document, handler);
                ZoneId.systemDefault();
            } catch (Error missing) {
                System.out.println("no parser, and nobody was disturbed");
                return;
            }
            loaded = classes.getTotalLoadedClassCount() - loaded;
            System.out.println(loaded + " classes to load");
        }
    }
}
