package org.prmonitor.docs.snippet;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.prmonitor.docs.EmptyFolder;
import org.prmonitor.docs.block.Block;

/** Compiles blocks of Java, with the warnings of the build, which are errors. */
final class JavaSnippets {

    /** The class of members and statements that have none of their own. */
    static final String STATEMENTS = "Statements";

    private static final List<String> OPTIONS = List.of(
            "--release", "17", "-Xlint:all,-processing,-classfile", "-Werror", "-proc:none", "-parameters",
            "-classpath", System.getProperty("java.class.path"));

    /** What a block takes from without showing it. */
    private static final String IMPORTS = Stream.of(
                    "java.io", "java.nio.file", "java.time", "java.util", "java.util.concurrent", "java.util.concurrent.atomic", "java.util.function", "java.util.stream",
                    "org.osgi.framework", "org.osgi.service.cm", "org.osgi.service.component.annotations", "org.osgi.service.event",
                    "org.osgi.service.event.propertytypes", "org.osgi.service.metatype.annotations", "org.prmonitor.api",
                    "org.prmonitor.api.channel", "org.prmonitor.api.event", "org.prmonitor.api.text", "org.prmonitor.testkit",
                    "org.junit.jupiter.api")
            .map(name -> "import " + name + ".*; ")
            .collect(Collectors.joining("", "", "import static org.junit.jupiter.api.Assertions.*; "));

    private static final Pattern PACKAGE = Pattern.compile("^package ([a-zA-Z0-9_.]+);", Pattern.MULTILINE);
    private static final Pattern IMPORT = Pattern.compile("^import .*;", Pattern.MULTILINE);
    private static final Pattern TYPE_NAME = Pattern.compile("^public (?:[a-z-]+ )*(?:class|interface|record|enum|@interface) (\\w+)", Pattern.MULTILINE);

    private enum Kind { UNIT, MEMBERS, STATEMENTS }

    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final Path target;

    /** What was compiled already. One thread. */
    private final Map<List<Block>, Snippet> compiled = new HashMap<>();

    /** @param target where classes are written to, a folder for each block */
    JavaSnippets(Path target) {
        this.target = target;
    }

    /**
     * Compiles a block.
     *
     * @param chain it, behind those that it continues
     * @throws AssertionError that has what the compiler says, with lines of the page
     */
    Snippet compile(List<Block> chain) throws IOException {
        Snippet ready = compiled.get(chain);
        if (ready == null) {
            ready = compileNow(chain);
            compiled.put(chain, ready);
        }
        return ready;
    }

    private Snippet compileNow(List<Block> chain) throws IOException {
        Block last = chain.get(chain.size() - 1);
        String packageName = chain.stream().flatMap(block -> named(PACKAGE, block.text()).stream()).findFirst().orElse("docs." + last.name());
        Map<String, SourceText> units = new LinkedHashMap<>();
        List<Block> members = new ArrayList<>();
        List<Block> statements = new ArrayList<>();
        for (Block block : chain) {
            switch (kind(block)) {
                case UNIT -> units.put(named(TYPE_NAME, block.text()).orElse("Unit" + units.size()), unit(packageName, block));
                case MEMBERS -> members.add(block);
                case STATEMENTS -> statements.add(block);
            }
        }
        if (!members.isEmpty() || !statements.isEmpty()) {
            units.put(STATEMENTS, wrapped(packageName, last, members, statements));
        }
        Path classes = EmptyFolder.at(target.resolve(last.name()));
        compile(units, classes, packageName);
        return new Snippet(last, packageName, classes, statements.isEmpty() ? Optional.empty() : Optional.of(packageName + "." + STATEMENTS));
    }

    /** Compiles the statements that a comment has a block run with, as a class that is a {@link SnippetRun}. */
    void compileRun(Block block, String className, String statements, Path classes) throws IOException {
        var text = new SourceText()
                .line(imports(List.of()))
                .line("public class " + className + " implements org.prmonitor.docs.snippet.SnippetRun {")
                .line("@Override public void run(ScriptedSource scripted, MonitorEventSource source, BundleContext context, EventProbe probe) throws Exception {");
        text.lines(block, statements.lines().toList(), -statements.lines().toList().size() - 1).line("}}");
        compile(Map.of(className, text), classes, "");
    }

    /** What stands before a block that shows no imports. */
    private static String imports(List<Block> blocks) {
        String text = blocks.stream().map(Block::text).collect(Collectors.joining());
        // The one name that two of these packages have.
        String topics = text.contains("@EventTopics") ? "org.osgi.service.event.propertytypes" : "org.prmonitor.api.event";
        return IMPORTS + "import " + topics + ".EventTopics; " + named(blocks);
    }

    /** What a comment has imported besides. */
    private static String named(List<Block> blocks) {
        return blocks.stream()
                .flatMap(block -> block.word("imports").stream())
                .flatMap(names -> Stream.of(names.split("[\\s,]+")))
                .map(name -> "import " + name + "; ")
                .collect(Collectors.joining());
    }

    private static Stream<String> given(Block block) {
        return Stream.of(block.word("given").orElse("").split(";")).map(String::strip).filter(each -> !each.isEmpty());
    }

    private static SourceText unit(String packageName, Block block) {
        var text = new SourceText();
        boolean own = IMPORT.matcher(block.text()).find();
        String declaration = PACKAGE.matcher(block.text()).find() ? "" : "package " + packageName + "; ";
        if (declaration.isEmpty()) {
            return text.block(block);
        }
        return text.line(declaration + (own ? "" : imports(List.of(block)))).block(block);
    }

    private static SourceText wrapped(String packageName, Block last, List<Block> members, List<Block> statements) {
        var all = new ArrayList<>(members);
        all.addAll(statements);
        var imports = new StringBuilder();
        for (Block block : all) {
            IMPORT.matcher(block.text()).results().forEach(found -> imports.append(found.group()).append(' '));
        }
        var text = new SourceText()
                .line("package " + packageName + "; " + (imports.isEmpty() ? imports(all) : imports))
                .line("public class " + STATEMENTS + " {");
        if (statements.isEmpty()) {
            given(last).forEach(field -> text.line("private " + field + ";"));
        }
        members.forEach(block -> text.lines(block, withoutImports(block), 0));
        if (!statements.isEmpty()) {
            String given = given(last).map(parameter -> ", " + parameter).collect(Collectors.joining());
            text.line("public static void snippet(org.prmonitor.api.MonitorEventSource source, org.osgi.framework.BundleContext context" + given + ") throws Exception {");
            statements.forEach(block -> text.lines(block, withoutImports(block), 0));
            text.line("}");
        }
        return text.line("}");
    }

    /** As many lines, so that places stay right. */
    private static List<String> withoutImports(Block block) {
        return block.lines().stream().map(line -> IMPORT.matcher(line).matches() ? "" : line).toList();
    }

    private Kind kind(Block block) throws IOException {
        if (parses(block.text())) {
            return Kind.UNIT;
        }
        String body = String.join("\n", withoutImports(block));
        // What is either, such as a declaration of a variable, is a statement.
        if (parses("class C { void m() {\n" + body + "\n} }")) {
            return Kind.STATEMENTS;
        }
        return parses("class C {\n" + body + "\n}") ? Kind.MEMBERS : Kind.UNIT;
    }

    private boolean parses(String text) throws IOException {
        var said = new DiagnosticCollector<JavaFileObject>();
        var task = (JavacTask) compiler.getTask(new StringWriter(), null, said, List.of("-proc:none"), null, List.of(new Text("C", "", text)));
        task.parse();
        return said.getDiagnostics().stream().noneMatch(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR);
    }

    private void compile(Map<String, SourceText> units, Path classes, String packageName) throws IOException {
        var said = new DiagnosticCollector<JavaFileObject>();
        var options = new ArrayList<>(OPTIONS);
        options.addAll(List.of("-d", classes.toString()));
        List<Text> files = units.entrySet().stream().map(unit -> new Text(unit.getKey(), packageName, unit.getValue().toString())).toList();
        try (var manager = compiler.getStandardFileManager(said, null, StandardCharsets.UTF_8)) {
            if (!compiler.getTask(new StringWriter(), manager, said, options, null, files).call()) {
                throw new AssertionError(said.getDiagnostics().stream()
                        .map(diagnostic -> message(units, diagnostic))
                        .collect(Collectors.joining("\n")));
            }
        }
    }

    private static String message(Map<String, SourceText> units, Diagnostic<? extends JavaFileObject> diagnostic) {
        String what = diagnostic.getMessage(Locale.ROOT);
        if (!(diagnostic.getSource() instanceof Text file)) {
            return what;
        }
        return units.get(file.className).place(diagnostic.getLineNumber()) + ": " + what;
    }

    private static Optional<String> named(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** A source in memory. */
    private static final class Text extends SimpleJavaFileObject {

        private final String className;
        private final String text;

        Text(String className, String packageName, String text) {
            super(URI.create("memory:///" + (packageName + "." + className).replace('.', '/') + ".java"), Kind.SOURCE);
            this.className = className;
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
