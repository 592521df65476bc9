package org.prmonitor.bench.internal.ui;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;
import org.prmonitor.bench.internal.host.BenchException;

/**
 * Types into the view's filter box as a person does, with real key events, and takes the time from each key until the changed text
 * is painted. The keys go through the window system, so the window has to have the focus.
 */
final class Typist implements AutoCloseable {

    /** A fast typist's: ten keys a second. */
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long PATIENCE_SECONDS = 10;

    /** What passes and what does not, so that the table changes as well; then all of it is taken back. */
    private static final String WORD = "true";

    private final Display display;
    private final Text filter;
    private final MillisList latencies = new MillisList();
    private final Listener modified = event -> changed = true;
    private final Listener painted = event -> paint();

    /** The key that is waited for; the user interface's thread only, as the next. */
    private @Nullable Key key;

    private boolean changed;

    private Typist(Display display, Text filter) {
        this.display = display;
        this.filter = filter;
    }

    /**
     * Finds the filter box and puts the cursor into it.
     *
     * @throws BenchException when there is none
     */
    static Typist start(Display display) throws BenchException {
        var found = new Text[1];
        display.syncExec(() -> {
            for (var shell : display.getShells()) {
                if (found[0] == null) {
                    found[0] = find(shell);
                }
            }
        });
        if (found[0] == null) {
            throw new BenchException("no filter box in the window");
        }
        var typist = new Typist(display, found[0]);
        display.syncExec(typist::listen);
        return typist;
    }

    /** How long each key took. */
    double[] millis() {
        return latencies.toArray();
    }

    /**
     * Types a letter of the word, or takes one back, and waits until that is painted and the next key is due.
     *
     * @param number of the key, from 0
     */
    void type(int number) throws BenchException, InterruptedException {
        var place = number % (2 * WORD.length());
        var begin = System.nanoTime();
        var sent = new Key(begin, new CompletableFuture<>());
        display.asyncExec(() -> send(sent, place));
        try {
            sent.painted.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException tooLong) {
            throw new BenchException("a key was not painted within " + PATIENCE_SECONDS + " s; has the window the focus?", tooLong);
        } catch (ExecutionException refused) {
            throw new BenchException("a key could not be sent: " + refused.getCause().getMessage(), refused);
        }
        LockSupport.parkNanos(begin + PERIOD_NANOS - System.nanoTime());
    }

    @Override
    public void close() {
        display.syncExec(() -> {
            if (!filter.isDisposed()) {
                filter.removeListener(SWT.Modify, modified);
                filter.removeListener(SWT.Paint, painted);
                filter.setText("");
            }
        });
    }

    private void listen() {
        filter.getShell().forceActive();
        filter.forceFocus();
        filter.setText("");
        filter.addListener(SWT.Modify, modified);
        filter.addListener(SWT.Paint, painted);
    }

    /**
     * On the user interface's thread, though {@link Display#post} may be called from any: on GTK it calls GDK where it is, and GDK is
     * for one thread at a time; posted from another one, keys ended the program in a paint some minutes later. The time that the key
     * waits for the thread counts.
     */
    private void send(Key sent, int place) {
        key = sent;
        if (!post(place)) {
            sent.painted.completeExceptionally(new IllegalStateException("the window system takes no key events"));
        }
    }

    private boolean post(int place) {
        var event = new Event();
        if (place < WORD.length()) {
            event.character = WORD.charAt(place);
        } else {
            event.keyCode = SWT.BS;
            event.character = SWT.BS;
        }
        event.type = SWT.KeyDown;
        var down = display.post(event);
        event.type = SWT.KeyUp;
        return display.post(event) && down;
    }

    private void paint() {
        var waiting = key;
        if (changed && waiting != null) {
            changed = false;
            key = null;
            latencies.add((System.nanoTime() - waiting.beginNanos) / 1e6);
            waiting.painted.complete(null);
        }
    }

    private static @Nullable Text find(Composite parent) {
        for (Control child : parent.getChildren()) {
            if (child instanceof Text text && text.getEditable() && text.isVisible()) {
                return text;
            }
            var below = child instanceof Composite composite ? find(composite) : null;
            if (below != null) {
                return below;
            }
        }
        return null;
    }

    /** @param beginNanos when it was struck, {@link System#nanoTime()}
     *  @param painted when its letter is on the screen, or why it could not be sent */
    private record Key(long beginNanos, CompletableFuture<@Nullable Void> painted) {}
}
