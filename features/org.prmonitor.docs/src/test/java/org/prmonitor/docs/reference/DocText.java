package org.prmonitor.docs.reference;

import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.util.SimpleDocTreeVisitor;
import java.util.List;

/** Javadoc as Markdown. */
final class DocText extends SimpleDocTreeVisitor<String, Void> {

    private static final DocText INSTANCE = new DocText();

    private DocText() {}

    static String of(List<? extends DocTree> trees) {
        var text = new StringBuilder();
        trees.forEach(tree -> text.append(tree.accept(INSTANCE, null)));
        return text.toString().replaceAll("\\s+", " ").strip();
    }

    /** Text without what Markdown takes for more than text. */
    static String escape(String text) {
        return text.replace("\\", "\\\\").replace("*", "\\*").replace("<", "\\<").replace("[", "\\[");
    }

    @Override
    public String visitText(TextTree text, Void nothing) {
        return escape(text.getBody());
    }

    @Override
    public String visitLiteral(LiteralTree literal, Void nothing) {
        String body = literal.getBody().getBody();
        return literal.getKind() == DocTree.Kind.CODE ? "`" + body + "`" : escape(body);
    }

    @Override
    public String visitLink(LinkTree link, Void nothing) {
        if (!link.getLabel().isEmpty()) {
            return of(link.getLabel());
        }
        String signature = link.getReference().getSignature();
        return "`" + signature.replaceAll("\\b[a-z][a-z0-9]*\\.(?=[A-Za-z])", "").replaceAll("^#", "").replace('#', '.') + "`";
    }

    @Override
    public String visitEntity(EntityTree entity, Void nothing) {
        return "&" + entity.getName() + ";";
    }

    @Override
    public String visitStartElement(StartElementTree element, Void nothing) {
        return " ";
    }

    @Override
    protected String defaultAction(DocTree tree, Void nothing) {
        return tree.getKind() == DocTree.Kind.END_ELEMENT ? "" : tree.toString();
    }
}
