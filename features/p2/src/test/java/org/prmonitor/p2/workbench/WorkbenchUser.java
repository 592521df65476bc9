package org.prmonitor.p2.workbench;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.jface.preference.PreferencePage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.ISharedImages;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.dialogs.PreferencesUtil;
import org.eclipse.ui.handlers.IHandlerService;
import org.jspecify.annotations.Nullable;

/** Does in the IDE what a user does, through the IDE's own interfaces and dialogs. The user interface's thread only. */
final class WorkbenchUser {

    private static final String VIEW = "org.prmonitor.rcp.processes";
    private static final String PAGE = "org.prmonitor.rcp.preferences";

    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final int LOOK_MILLIS = 20;

    private final Display display;

    WorkbenchUser(Display display) {
        this.display = display;
    }

    /** Does it and tells what came of it, perhaps later. */
    void run(String command, String argument, Consumer<String> answer) throws CommandException, PartInitException {
        switch (command) {
            case "registered" -> answer.accept(registered());
            case "choose" -> choose(answer);
            case "views" -> answer.accept(views());
            case "show" -> answer.accept(show());
            case "hide" -> hide(answer);
            case "filter" -> filter(argument, answer);
            case "ended" -> await(() -> counts(argument), answer);
            case "preferences" -> answer.accept(preferences(argument));
            case "exit" -> {
                answer.accept("");
                workbench().close();
            }
            default -> throw new IllegalArgumentException("unknown command");
        }
    }

    private static IWorkbench workbench() {
        return PlatformUI.getWorkbench();
    }

    private static IWorkbenchPage page() {
        return workbench().getActiveWorkbenchWindow().getActivePage();
    }

    /** What the view registry and the preferences have of us. */
    private static String registered() {
        var view = workbench().getViewRegistry().find(VIEW);
        var node = workbench().getPreferenceManager().find(PAGE);
        if (view == null) {
            return "no view, " + (node == null ? "no page" : "page '" + node.getLabelText() + "'");
        }
        var usual = workbench().getSharedImages().getImageDescriptor(ISharedImages.IMG_DEF_VIEW).getImageData(100);
        var icon = view.getImageDescriptor().getImageData(100);
        return "view '" + view.getLabel() + "' in " + List.of(view.getCategoryPath()) + " with "
                + (icon == null || Arrays.equals(icon.data, usual.data) ? "no icon" : "an icon of " + icon.width + "x" + icon.height)
                + ", page " + (node == null ? "missing" : "'" + node.getLabelText() + "'");
    }

    /** Window, Show View, Other…: chooses ours in the dialog and opens it; tells the headings and what was under ours. */
    private void choose(Consumer<String> answer) throws CommandException {
        display.addFilter(SWT.Show, new Listener() {
            @Override
            public void handleEvent(Event event) {
                if (event.widget instanceof Shell shell && shell.getText().equals("Show View")) {
                    display.removeFilter(SWT.Show, this);
                    display.asyncExec(() -> attempt(() -> choose(shell, answer), answer));
                }
            }
        });
        // Comes back when the dialog is closed.
        workbench().getService(IHandlerService.class).executeCommand("org.eclipse.ui.views.showView", null);
    }

    private void choose(Shell dialog, Consumer<String> answer) {
        var tree = find(dialog, Tree.class, any -> true);
        var headings = Arrays.stream(tree.getItems()).map(TreeItem::getText).toList();
        var ours = Arrays.stream(tree.getItems()).filter(item -> item.getText().equals("PRMonitor")).findFirst();
        if (ours.isEmpty()) {
            dialog.close();
            answer.accept(headings + " without ours");
            return;
        }
        ours.get().setExpanded(true);
        notify(tree, SWT.Expand, ours.get());
        var below = ours.get().getItems();
        tree.setSelection(below[0]);
        notify(tree, SWT.Selection, below[0]);
        var names = Arrays.stream(below).map(TreeItem::getText).toList();
        notify(find(dialog, Button.class, button -> button.getText().equals("&Open")), SWT.Selection, null);
        // The view comes when the dialog's loop has ended.
        await(() -> page().findViewReference(VIEW) == null ? null : "PRMonitor of " + headings + " has " + names + ": " + views(), answer);
    }

    /** The tabs in the window, the active one with a star. */
    private static String views() {
        var active = page().getActivePartReference();
        return Arrays.stream(page().getViewReferences())
                .map(view -> view.getTitle() + (active != null && active.getId().equals(view.getId()) ? "*" : ""))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String show() throws PartInitException {
        page().showView(VIEW);
        return views();
    }

    /** Closes it, and waits until its threads have ended. */
    private void hide(Consumer<String> answer) {
        page().hideView(page().findViewReference(VIEW));
        await(() -> threads().isEmpty() ? views() : null, answer);
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(name -> name.startsWith("prmonitor-view")).toList();
    }

    /** Types into the filter box, and waits for a row that has the text; tells its columns. */
    private void filter(String text, Consumer<String> answer) {
        var window = page().getWorkbenchWindow().getShell();
        find(window, Text.class, box -> box.getMessage().startsWith("Filter")).setText(text);
        var table = find(window, Table.class, rows -> rows.getColumnCount() > 3 && rows.getColumn(3).getText().equals("Life time"));
        await(() -> row(table, text), answer);
    }

    private static @Nullable String row(Table table, String text) {
        for (var index = 0; index < table.getItemCount(); index++) {
            var item = table.getItem(index);
            var columns = IntStream.range(0, table.getColumnCount()).mapToObj(item::getText).collect(Collectors.joining("|"));
            if (columns.contains(text)) {
                return columns;
            }
        }
        return null;
    }

    /** The status line's counts, once no more than so many ended rows are kept and some were forgotten. */
    private static @Nullable String counts(String most) {
        var label = find(page().getWorkbenchWindow().getShell(), Label.class, text -> text.getText().contains(" ended"));
        return label.getText().contains("  " + most + " ended") && label.getText().contains(" forgotten") ? label.getText() : null;
    }

    /** Window, Preferences, our page: sets how many ended rows are kept, and applies; tells what was there. */
    private static String preferences(String mostEnded) {
        var dialog = PreferencesUtil.createPreferenceDialogOn(page().getWorkbenchWindow().getShell(), PAGE, null, null);
        dialog.setBlockOnOpen(false);
        dialog.open();
        var page = (PreferencePage) Objects.requireNonNull(dialog.getSelectedPage());
        var shell = dialog.getShell();
        var listed = find(shell, Tree.class, any -> true);
        var headings = Arrays.stream(listed.getItems()).map(TreeItem::getText).toList();
        var field = find((Composite) page.getControl(), Text.class, any -> true);
        var before = field.getText();
        field.setText(mostEnded);
        notify(find(shell, Button.class, button -> button.getText().equals("Apply and Close")), SWT.Selection, null);
        return page.getClass().getSimpleName() + " " + headings.contains("PRMonitor") + " " + before + " " + (shell.isDisposed() ? "closed" : "open");
    }

    /** Looks again and again, while the user interface goes on, until there is something to tell. */
    private void await(Supplier<@Nullable String> look, Consumer<String> answer) {
        var begin = System.nanoTime();
        attempt(new Runnable() {
            @Override
            public void run() {
                var found = look.get();
                if (found != null) {
                    answer.accept(found);
                } else if (System.nanoTime() - begin > PATIENCE_NANOS) {
                    answer.accept("did not come; threads " + threads() + ", views " + views());
                } else {
                    display.timerExec(LOOK_MILLIS, () -> attempt(this, answer));
                }
            }
        }, answer);
    }

    /** A failure is an answer too; the user interface would only log it. */
    private static void attempt(Runnable action, Consumer<String> answer) {
        try {
            action.run();
        } catch (RuntimeException failure) {
            answer.accept("failed: " + failure);
        }
    }

    private static void notify(Control control, int type, @Nullable TreeItem item) {
        var event = new Event();
        event.item = item;
        control.notifyListeners(type, event);
    }

    private static <T extends Control> T find(Composite root, Class<T> type, Predicate<T> condition) {
        var waiting = new ArrayDeque<Control>(List.of(root));
        while (!waiting.isEmpty()) {
            var next = waiting.remove();
            if (type.isInstance(next) && condition.test(type.cast(next))) {
                return type.cast(next);
            }
            if (next instanceof Composite composite) {
                waiting.addAll(List.of(composite.getChildren()));
            }
        }
        throw new IllegalStateException("no such " + type.getSimpleName() + " in '" + root.getShell().getText() + "'");
    }
}
