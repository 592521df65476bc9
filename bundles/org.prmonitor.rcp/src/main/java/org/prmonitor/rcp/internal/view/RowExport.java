package org.prmonitor.rcp.internal.view;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.widgets.Composite;
import org.prmonitor.api.text.PrintableText;
import org.prmonitor.rcp.internal.export.JsonLines;
import org.prmonitor.rcp.internal.export.TabbedText;
import org.prmonitor.rcp.internal.model.ProcessRow;

/** Takes rows out of the view, to the clipboard or into a file, and says what became of it. The user interface's thread only. */
final class RowExport {

    private static final DateTimeFormatter FILE_TIME = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT);

    private final Composite root;
    private final SaveTarget saveTarget;
    private final Consumer<String> report;

    /**
     * @param root of the view
     * @param saveTarget says where to
     * @param report takes a line for the user; called on the user interface's thread, while there is a view
     */
    RowExport(Composite root, SaveTarget saveTarget, Consumer<String> report) {
        this.root = root;
        this.saveTarget = saveTarget;
        this.report = report;
    }

    /** Puts rows on the clipboard, as text with tabs. */
    void copy(List<ProcessRow> rows) {
        if (rows.isEmpty()) {
            report.accept("Nothing to copy");
            return;
        }
        var clipboard = new Clipboard(root.getDisplay());
        try {
            clipboard.setContents(new Object[] {TabbedText.of(rows, Instant.now())}, new Transfer[] {TextTransfer.getInstance()});
        } finally {
            clipboard.dispose();
        }
        report.accept("Copied " + count(rows));
    }

    /** Asks where to, and writes rows there as JSON Lines. */
    void save(List<ProcessRow> rows) {
        var name = "prmonitor-" + FILE_TIME.format(Instant.now().atZone(ZoneId.systemDefault())) + ".jsonl";
        var file = saveTarget.choose(root.getShell(), name);
        if (file == null) {
            return;
        }
        report.accept("Saving " + count(rows) + "…");
        // Twenty thousand rows are tens of megabytes: not on this thread.
        CompletableFuture.supplyAsync(() -> write(rows, file)).thenAccept(this::reportLater);
    }

    private static String write(List<ProcessRow> rows, Path file) {
        try {
            JsonLines.save(rows, file);
            return "Saved " + count(rows) + " as " + PrintableText.escape(file.toString());
        } catch (IOException failure) {
            return PrintableText.escape(String.valueOf(failure.getMessage()));
        }
    }

    private void reportLater(String text) {
        try {
            root.getDisplay().asyncExec(() -> {
                if (!root.isDisposed()) {
                    report.accept(text);
                }
            });
        } catch (SWTException disposed) {
            // The window is gone, and with it who asked; the file is there.
            return;
        }
    }

    private static String count(List<ProcessRow> rows) {
        return String.format(Locale.ROOT, rows.size() == 1 ? "%,d row" : "%,d rows", rows.size());
    }
}
