package org.prmonitor.docs.snippet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;
import org.prmonitor.docs.EmptyFolder;
import org.prmonitor.docs.block.Block;

/** Compiles blocks of Kotlin, with warnings as errors. */
final class KotlinSnippets {

    /** What a block takes from without showing it. */
    private static final String IMPORTS = Stream.of(
                    "kotlin.time", "kotlinx.coroutines", "kotlinx.coroutines.flow", "org.osgi.framework",
                    "org.osgi.service.component.annotations", "org.osgi.service.event", "org.osgi.service.metatype.annotations",
                    "org.prmonitor.api", "org.prmonitor.api.event", "org.prmonitor.api.text", "org.prmonitor.kotlin", "org.prmonitor.testkit",
                    "org.junit.jupiter.api", "org.junit.jupiter.api.Assertions")
            .map(name -> "import " + name + ".*; ")
            .collect(Collectors.joining("", "import kotlin.time.Duration.Companion.milliseconds; import kotlin.time.Duration.Companion.minutes; "
                    + "import kotlin.time.Duration.Companion.seconds; ", ""));

    private static final Pattern PACKAGE = Pattern.compile("^package ([a-zA-Z0-9_.]+)$", Pattern.MULTILINE);
    private static final Pattern IMPORT = Pattern.compile("^import .*$", Pattern.MULTILINE);

    /** How a line at the margin begins in a file of declarations; anything else is a statement. */
    private static final Pattern DECLARATION = Pattern.compile(
            "(@|(public |internal |private |abstract |open |sealed |data |enum |annotation |inline |value |suspend |infix |operator |const |lateinit )*"
                    + "(class|interface|object|fun|typealias|import|package)\\b|[)}]|//|/\\*| \\*).*");

    /** Where the compiler says that something is. */
    private static final Pattern SAID = Pattern.compile("(\\S+\\.kt):(\\d+):\\d+: ");

    private static final String STATEMENTS = "Statements";

    static {
        // Not taken down after every compilation.
        System.setProperty("kotlin.environment.keepalive", "true");
    }

    private final Path target;

    /** What was compiled already. One thread. */
    private final Map<List<Block>, Snippet> prepared = new HashMap<>();

    /** @param target where sources and classes are written to, a folder for each block */
    KotlinSnippets(Path target) {
        this.target = target;
    }

    /**
     * Compiles many blocks at once, which is several times faster than one by one; what does not compile is left to {@link #compile}.
     *
     * @param chains each block, behind those that it continues
     */
    void prepare(List<List<Block>> chains) throws IOException {
        Path folder = target.resolve("all");
        var units = new LinkedHashMap<Path, SourceText>();
        for (List<Block> chain : chains) {
            units.putAll(units(chain, folder));
        }
        Path classes = EmptyFolder.at(folder.resolve("classes"));
        if (compile(units, classes).isEmpty()) {
            chains.forEach(chain -> prepared.put(chain, snippet(chain, classes)));
        }
    }

    /**
     * Compiles a block.
     *
     * @param chain it, behind those that it continues
     * @throws AssertionError that has what the compiler says, with lines of the page
     */
    Snippet compile(List<Block> chain) throws IOException {
        Snippet ready = prepared.get(chain);
        if (ready != null) {
            return ready;
        }
        Path folder = target.resolve(chain.get(chain.size() - 1).name());
        Path classes = EmptyFolder.at(folder.resolve("classes"));
        compile(units(chain, folder), classes).ifPresent(errors -> {
            throw new AssertionError(errors);
        });
        Snippet snippet = snippet(chain, classes);
        prepared.put(chain, snippet);
        return snippet;
    }

    private static Snippet snippet(List<Block> chain, Path classes) {
        boolean statements = chain.stream().anyMatch(block -> !isFile(block.text()));
        String packageName = packageName(chain);
        return new Snippet(
                chain.get(chain.size() - 1),
                packageName,
                classes,
                statements ? Optional.of(packageName + "." + STATEMENTS + "Kt") : Optional.empty());
    }

    private static String packageName(List<Block> chain) {
        return chain.stream()
                .flatMap(block -> declared(block).stream())
                .findFirst()
                .orElse("docs." + chain.get(chain.size() - 1).name());
    }

    private static Map<Path, SourceText> units(List<Block> chain, Path folder) {
        Block last = chain.get(chain.size() - 1);
        String packageName = packageName(chain);
        Path sources = folder.resolve("sources").resolve(last.name());
        var units = new LinkedHashMap<Path, SourceText>();
        var statements = new ArrayList<Block>();
        for (Block block : chain) {
            if (isFile(block.text())) {
                units.put(sources.resolve("Unit" + units.size() + ".kt"), unit(packageName, block));
            } else {
                statements.add(block);
            }
        }
        if (!statements.isEmpty()) {
            units.put(sources.resolve(STATEMENTS + ".kt"), wrapped(packageName, last, statements));
        }
        return units;
    }

    /** Whether everything at the margin is a declaration. */
    static boolean isFile(String text) {
        return text.lines().filter(line -> !line.isBlank() && !line.startsWith(" ")).allMatch(line -> DECLARATION.matcher(line).matches());
    }

    private static SourceText unit(String packageName, Block block) {
        boolean own = IMPORT.matcher(block.text()).find();
        if (declared(block).isPresent()) {
            return new SourceText().block(block);
        }
        String fields = given(block).map(field -> "private lateinit var " + field + "; ").collect(Collectors.joining());
        return new SourceText().line("package " + packageName + "; " + (own ? "" : imports(List.of(block))) + fields).block(block);
    }

    /** What has begun and not ended when the statements have been called, such as a flow that is collected, ends with what they return. */
    private static SourceText wrapped(String packageName, Block last, List<Block> statements) {
        var imports = new StringBuilder();
        statements.forEach(block -> IMPORT.matcher(block.text()).results().forEach(found -> imports.append(found.group()).append("; ")));
        String given = given(last).map(parameter -> ", " + parameter).collect(Collectors.joining());
        var text = new SourceText()
                .line("@file:Suppress(\"unused\", \"UNUSED_VARIABLE\", \"UNUSED_PARAMETER\") package " + packageName
                        + "; import kotlinx.coroutines.async as begin; " + (imports.isEmpty() ? imports(statements) : imports))
                .line("fun snippet(source: org.prmonitor.api.MonitorEventSource, context: org.osgi.framework.BundleContext" + given + "): AutoCloseable {")
                .line("val begun = kotlinx.coroutines.CoroutineScope(kotlinx.coroutines.Dispatchers.Default)"
                        + ".begin(start = kotlinx.coroutines.CoroutineStart.UNDISPATCHED) {");
        statements.forEach(block -> text.lines(block, block.lines().stream().map(line -> line.startsWith("import ") ? "" : line).toList(), 0));
        return text.line("}")
                .line("val failure = java.util.concurrent.atomic.AtomicReference<Throwable?>()")
                .line("begun.invokeOnCompletion { if (it !is java.util.concurrent.CancellationException) failure.set(it) }")
                .line("return AutoCloseable { begun.cancel(); failure.get()?.let { throw it } }")
                .line("}");
    }

    private static String imports(List<Block> blocks) {
        return IMPORTS + blocks.stream()
                .flatMap(block -> block.word("imports").stream())
                .flatMap(names -> Stream.of(names.split("[\\s,]+")))
                .map(name -> "import " + name + "; ")
                .collect(Collectors.joining());
    }

    private static Stream<String> given(Block block) {
        return Stream.of(block.word("given").orElse("").split(";")).map(String::strip).filter(each -> !each.isEmpty());
    }

    private static Optional<String> declared(Block block) {
        var matcher = PACKAGE.matcher(block.text());
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** @return what the compiler says is wrong; empty when nothing is */
    private static Optional<String> compile(Map<Path, SourceText> units, Path classes) throws IOException {
        var arguments = new ArrayList<String>(List.of(
                "-d", classes.toString(), "-classpath", System.getProperty("java.class.path"), "-no-stdlib", "-no-reflect", "-jvm-target", "17",
                "-Werror", "-progressive", "-java-parameters"));
        for (var unit : units.entrySet()) {
            Files.createDirectories(unit.getKey().getParent());
            Files.writeString(unit.getKey(), unit.getValue().toString());
            arguments.add(unit.getKey().toString());
        }
        var said = new ByteArrayOutputStream();
        ExitCode code = new K2JVMCompiler().exec(new PrintStream(said, true, StandardCharsets.UTF_8), arguments.toArray(String[]::new));
        return code == ExitCode.OK ? Optional.empty() : Optional.of(withPlaces(units, said.toString(StandardCharsets.UTF_8)));
    }

    private static String withPlaces(Map<Path, SourceText> units, String said) {
        return SAID.matcher(said).replaceAll(place -> {
            SourceText unit = units.get(Path.of(place.group(1)).toAbsolutePath());
            return Matcher.quoteReplacement(unit == null ? place.group() : unit.place(Long.parseLong(place.group(2))) + ": ");
        });
    }
}
