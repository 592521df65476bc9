package org.prmonitor.rcp.internal.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.prmonitor.api.event.EventHeader;
import org.prmonitor.api.event.EventsLost;
import org.prmonitor.api.event.LossPlace;
import org.prmonitor.api.event.MonitorEvent;
import org.prmonitor.rcp.internal.icons.Icon;
import org.prmonitor.rcp.internal.model.ProcessModel;
import org.prmonitor.testkit.ScriptedEvent;

/**
 * A real window with the view, and the loop that a program with windows has. The test's thread is the one of the user interface:
 * it gives events to the real model, and pumps until what it waits for is on the screen.
 */
final class ViewWindow implements BeforeEachCallback, AfterEachCallback {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<Path> saved = new ArrayList<>();
    private @Nullable Display display;
    private @Nullable Shell shell;
    private @Nullable ProcessModel model;
    private @Nullable ProcessView view;
    private @Nullable Path nextFile;
    private long sequence;

    @Override
    public void beforeEach(ExtensionContext context) {
        display = new Display();
        open();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        display().dispose();
    }

    /** As a program that was started anew: SWT asks GTK for the theme's colours when a display is made. */
    void openAnew() {
        display().dispose();
        display = new Display();
        open();
    }

    private void open() {
        sequence = 0;
        var opened = new Shell(display(), SWT.SHELL_TRIM);
        opened.setText("PRMonitor");
        opened.setLayout(new FillLayout());
        var rows = new ProcessModel();
        model = rows;
        view = new ProcessView(opened, rows, (parent, name) -> {
            if (nextFile != null) {
                saved.add(nextFile);
            }
            return nextFile;
        });
        opened.setSize(1280, 760);
        opened.setLocation(0, 0);
        opened.open();
        opened.forceActive();
        shell = opened;
        // A machine without a window manager gives no window the keyboard.
        pumpUntil("the window is active; without a window manager (Debian's openbox) none ever is",
                () -> display().getActiveShell() == opened);
        view().setFocus();
    }

    Display display() {
        return Objects.requireNonNull(display);
    }

    Shell shell() {
        return Objects.requireNonNull(shell);
    }

    ProcessModel model() {
        return Objects.requireNonNull(model);
    }

    ProcessView view() {
        return Objects.requireNonNull(view);
    }

    Table table() {
        return find(Table.class, table -> true);
    }

    /** What the save button is answered; null for a dialog that was closed. */
    void saveAs(@Nullable Path file) {
        nextFile = file;
    }

    /** Numbered as a journal does, at this moment. */
    void accept(ScriptedEvent... events) {
        var batch = new ArrayList<MonitorEvent>();
        for (var event : events) {
            sequence++;
            var time = event.time() == null ? Instant.now() : event.time();
            batch.add(event.factory().apply(new EventHeader(sequence, time, "scripted")));
        }
        model().accept(batch);
    }

    void lose(long count) {
        var from = sequence + 1;
        sequence += count;
        model().accept(List.of(new EventsLost(
                new EventHeader(sequence, Instant.now(), "scripted"), count, from, sequence, LossPlace.KERNEL)));
    }

    /** Runs the loop until a condition holds; fails, naming what was waited for and what is shown, when it does not. */
    void pumpUntil(String what, BooleanSupplier condition) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited " + PATIENCE.toSeconds() + " s until " + what + "; shown: " + describe());
            }
            turn();
        }
    }

    /** Runs the loop for a time, and fails as soon as a condition does not hold. */
    void pumpWhile(Duration time, String what, BooleanSupplier condition) {
        var end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            if (!condition.getAsBoolean()) {
                throw new AssertionError("no longer holds: " + what + "; shown: " + describe());
            }
            turn();
        }
    }

    /** Presses and releases a key, in the window that has the keyboard. */
    void press(int keyCode, char character) {
        postKey(SWT.KeyDown, keyCode, character);
        postKey(SWT.KeyUp, keyCode, character);
    }

    /** Presses keys together, named as xdotool does. */
    void press(String keys) {
        xdotool("key", keys);
    }

    /** What all labels that can be seen say. */
    List<String> texts() {
        var texts = new ArrayList<String>();
        all(shell(), Label.class).stream().filter(Control::isVisible).forEach(label -> texts.add(label.getText().replace("&&", "&")));
        all(shell(), CLabel.class).stream().filter(Control::isVisible).forEach(label -> texts.add(String.valueOf(label.getText())));
        return texts;
    }

    /** Types a word into what has the keyboard. */
    void type(String text) {
        for (var character : text.toCharArray()) {
            press(0, character);
        }
    }

    /** Presses the left button of the mouse at a place of a control, and releases it. */
    void click(Control control, int x, int y) {
        var at = control.toDisplay(x, y);
        // SWT's own post gives a press no place. This is what a mouse does, as far as the X server goes.
        xdotool("mousemove", Integer.toString(at.x), Integer.toString(at.y), "click", "1");
    }

    /** Clicks on a line, so many pixels from its left; not before GTK has laid it out, which it does when nothing else is to do. */
    void clickLine(int index, int x) {
        var table = table();
        var before = new AtomicReference<Rectangle>();
        pumpUntil("line " + index + " has its place, and stays there", () -> {
            var bounds = table.getItem(index).getBounds(0);
            var point = new Point(bounds.x + x, bounds.y + bounds.height / 2);
            return bounds.equals(before.getAndSet(bounds))
                    && table.getClientArea().contains(point)
                    && table.getItem(point) == table.getItem(index);
        });
        var bounds = before.get();
        click(table, bounds.x + x, bounds.y + bounds.height / 2);
    }

    /** The button with an icon, as the user presses it. */
    void pressButton(Icon icon) {
        click(button(item -> item.getData() == icon));
    }

    ToolItem button(Predicate<ToolItem> condition) {
        return all(shell(), ToolBar.class).stream()
                .flatMap(bar -> List.of(bar.getItems()).stream())
                .filter(condition)
                .findFirst()
                .orElseThrow();
    }

    <C extends Control> C find(Class<C> type, Predicate<? super C> condition) {
        return all(shell(), type).stream().filter(condition).findFirst().orElseThrow();
    }

    /** What a column shows, from the first line to the last. */
    List<String> column(String title) {
        var table = table();
        var index = columnIndex(title);
        var texts = new ArrayList<String>();
        for (var item : table.getItems()) {
            texts.add(item.getText(index));
        }
        return texts;
    }

    int columnIndex(String title) {
        var columns = table().getColumns();
        for (var index = 0; index < columns.length; index++) {
            if (columns[index].getText().equals(title)) {
                return index;
            }
        }
        throw new IllegalArgumentException("no column " + title);
    }

    /** A picture of the window's content. */
    Image picture() {
        var area = shell().getClientArea();
        var picture = new Image(display(), area.width, area.height);
        var gc = new GC(shell());
        gc.copyArea(picture, 0, 0);
        gc.dispose();
        return picture;
    }

    /** Whether something is painted in a line, between two places from the left of the table. */
    boolean isPainted(int line, int left, int right) {
        var bounds = table().getItem(line).getBounds(0);
        var area = display().map(table(), shell(), left, bounds.y, right - left, bounds.height);
        var picture = picture();
        var data = picture.getImageData();
        picture.dispose();
        var ground = data.getPixel(area.x, area.y + 1);
        for (var y = area.y + 1; y < area.y + area.height - 1; y++) {
            for (var x = area.x; x < area.x + area.width; x++) {
                if (data.getPixel(x, y) != ground) {
                    return true;
                }
            }
        }
        return false;
    }

    void writePicture(Image picture, Path file) {
        var loader = new ImageLoader();
        loader.data = new ImageData[] {picture.getImageData()};
        loader.save(file.toString(), SWT.IMAGE_PNG);
    }

    private void postKey(int type, int keyCode, char character) {
        var event = new Event();
        event.type = type;
        event.keyCode = keyCode;
        event.character = character;
        if (!display().post(event)) {
            throw new IllegalStateException("the system takes no key from this program");
        }
    }

    /** To a corner of the screen, where it makes no tool tip. */
    void moveMouseAway() {
        xdotool("mousemove", "0", "0");
        pumpWhile(Duration.ofMillis(100), "", () -> true);
    }

    private void click(ToolItem item) {
        var bounds = item.getBounds();
        click(item.getParent(), bounds.x + bounds.width / 2, bounds.y + bounds.height / 2);
    }

    private static void xdotool(String... arguments) {
        var command = new ArrayList<>(List.of("xdotool"));
        command.addAll(List.of(arguments));
        try {
            var exit = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (exit != 0) {
                throw new IllegalStateException(command + " returned " + exit);
            }
        } catch (IOException missing) {
            throw new UncheckedIOException(command + "; Debian's package is xdotool", missing);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted in " + command, interrupted);
        }
    }

    /** One turn of the loop; where nothing is to do it sleeps, but not past the next look at the condition. */
    private void turn() {
        if (!display().readAndDispatch()) {
            display().timerExec(10, () -> {});
            display().sleep();
        }
    }

    private String describe() {
        Supplier<Object> rows = () -> shell == null || shell.isDisposed() ? "no window" : column("Process");
        var text = String.valueOf(rows.get());
        return text.substring(0, Math.min(text.length(), 500));
    }

    private static <C extends Control> List<C> all(Composite root, Class<C> type) {
        var found = new ArrayList<C>();
        for (var child : root.getChildren()) {
            if (type.isInstance(child)) {
                found.add(type.cast(child));
            }
            if (child instanceof Composite composite) {
                found.addAll(all(composite, type));
            }
        }
        return found;
    }
}
