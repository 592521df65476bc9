package org.prmonitor.docs.reference;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.ParamTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Sources as the Java compiler parses them: what their comments say of types, constants and record components. */
public final class JavaSources {

    /**
     * A type.
     *
     * @param text what its comment says before the first tag
     * @param components what its comment says of each record component, in order
     * @param types each record component's type as it is written, without annotations
     * @param nullable the record components that may be null
     * @param fields what the comments of its fields say, in order
     */
    record TypeDoc(
            String text,
            Map<String, String> components,
            Map<String, String> types,
            List<String> nullable,
            Map<String, String> fields) {}

    private final Map<String, TypeDoc> byName;

    private JavaSources(Map<String, TypeDoc> byName) {
        this.byName = byName;
    }

    /** Parses files. */
    public static Iterable<? extends CompilationUnitTree> parse(List<Path> files) throws IOException {
        return task(files).parse();
    }

    /** Reads the comments of files. */
    static JavaSources read(List<Path> files) throws IOException {
        JavacTask task = task(files);
        var docs = new HashMap<String, TypeDoc>();
        var trees = DocTrees.instance(task);
        for (CompilationUnitTree unit : task.parse()) {
            new TreePathScanner<@Nullable Void, @Nullable Void>() {
                @Override
                public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
                    docs.putIfAbsent(type.getSimpleName().toString(), typeDoc(trees, getCurrentPath(), type));
                    return super.visitClass(type, nothing);
                }
            }.scan(unit, null);
        }
        return new JavaSources(docs);
    }

    private static JavacTask task(List<Path> files) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
        return (JavacTask) compiler.getTask(
                null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
    }

    /** What the sources say of a type, by its simple name. */
    TypeDoc type(String simpleName) {
        return Optional.ofNullable(byName.get(simpleName)).orElseThrow(() -> new AssertionError("no source of " + simpleName));
    }

    private static TypeDoc typeDoc(DocTrees trees, TreePath path, ClassTree type) {
        DocCommentTree comment = trees.getDocCommentTree(path);
        var components = new LinkedHashMap<String, String>();
        if (comment != null) {
            for (var tag : comment.getBlockTags()) {
                if (tag instanceof ParamTree parameter && !parameter.isTypeParameter()) {
                    components.put(parameter.getName().toString(), DocText.of(parameter.getDescription()));
                }
            }
        }
        var fields = new LinkedHashMap<String, String>();
        var types = new LinkedHashMap<String, String>();
        var nullable = new ArrayList<String>();
        for (Tree member : type.getMembers()) {
            if (member instanceof VariableTree field) {
                String name = field.getName().toString();
                DocCommentTree said = trees.getDocCommentTree(new TreePath(path, field));
                if (said != null) {
                    fields.put(name, DocText.of(said.getFullBody()));
                }
                if (components.containsKey(name)) {
                    String written = String.valueOf(field.getType());
                    types.put(name, written.replaceAll("@\\w+(\\(\\))?\\s*", ""));
                    if (written.contains("@Nullable") || String.valueOf(field.getModifiers()).contains("@Nullable")) {
                        nullable.add(name);
                    }
                }
            }
        }
        return new TypeDoc(comment == null ? "" : DocText.of(comment.getFullBody()), components, types, nullable, fields);
    }
}
