package org.prmonitor.rcp.internal.view;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Button;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.prmonitor.api.RunningProcess;
import org.prmonitor.api.SourceState;
import org.prmonitor.api.event.CommandLine;
import org.prmonitor.api.event.EventType;
import org.prmonitor.api.event.ProcessExited;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.api.event.ProcessStarted;
import org.prmonitor.api.event.ProcessSubject;
import org.prmonitor.rcp.internal.icons.Icon;
import org.prmonitor.rcp.internal.model.SourceSummary;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;
import org.prmonitor.testkit.ScriptedEvent;
import org.prmonitor.testkit.ScriptedProcess;

/**
 * The pictures of the documentation, made from a script, so that they show no one's machine; each is asserted to show what it is
 * for. They are left in {@code target/screenshots}; {@code -Dprmonitor.screenshots=doc} writes those that README.md shows.
 */
@Requires(Requirement.DISPLAY)
class ScreenshotTest {

    private static final long ROOT = 0;
    private static final long WEB = 33;
    private static final long PERSON = 20_001;
    private static final int SIGSEGV = 11;
    /** How many of a storm run at once. */
    private static final int LAG = 6;
    private static final int STORM = 2_000;

    @RegisterExtension
    final ViewWindow window = new ViewWindow();

    private final Instant now = Instant.now();
    private final List<RunningProcess> running = new ArrayList<>();

    @Test
    void atRest() throws IOException {
        runMachine();
        window.accept(
                started(4301, 2120, PERSON, "/usr/bin/git", "git", "fetch", "--all", "--prune"),
                started(4302, 4301, PERSON, "/usr/bin/ssh", "ssh", "git@git.example.org", "git-upload-pack"),
                exited(4290, 2120, PERSON, "/usr/bin/make", 2, null, 8_412, "make", "-j2", "check"),
                exited(4291, 2120, PERSON, "/home/ada/server/a.out", null, SIGSEGV, 31, "./a.out", "--listen", "[::1]:8080"));
        window.pumpUntil("the machine", () -> window.column("Exit").contains("killed by SIGSEGV"));
        select("a.out");
        settle();
        var picture = window.picture();
        assertShows(picture, Palette.LIGHT.newGround());
        assertShows(picture, Palette.LIGHT.goneGround());
        assertShows(picture, Palette.LIGHT.failedText());
        write(picture, "rest");
    }

    @Test
    void underLoad() throws IOException {
        runMachine();
        window.pressButton(Icon.FLAT);
        var started = window.table().getColumn(window.columnIndex("Started"));
        started.notifyListeners(SWT.Selection, null);
        window.pumpUntil("the newest first", () -> window.table().getSortDirection() == SWT.DOWN);
        for (var id = 0; id < STORM; id++) {
            var path = id % 3 == 0 ? "/usr/bin/cc" : "/usr/lib/gcc/cc1";
            window.accept(started(10_000 + id, 2120, PERSON, path, path.substring(path.lastIndexOf('/') + 1), "-c", "unit" + id + ".c"));
            if (id >= LAG) {
                var ended = id - LAG;
                var image = ended % 3 == 0 ? "/usr/bin/cc" : "/usr/lib/gcc/cc1";
                window.accept(ended(10_000 + ended, PERSON, image, ended % 50 == 0 ? 1 : 0, null, 40 + ended % 17,
                        image.substring(image.lastIndexOf('/') + 1), "-c", "unit" + ended + ".c"));
            }
            if (id % 40 == 0) {
                window.pumpWhile(Duration.ofMillis(10), "", () -> true);
            }
        }
        window.view().setSource(new SourceSummary(SourceState.RUNNING, "linux-ebpf", 9_870, 0, ""));
        window.pumpUntil("all of it", () -> window.table().getItemCount() == STORM + running.size()
                && window.texts().contains("9,870 events/s"));
        window.moveMouseAway();
        var picture = window.picture();
        assertShows(picture, Palette.LIGHT.newGround());
        write(picture, "load");
    }

    @Test
    void withALoss() throws IOException {
        runMachine();
        window.lose(1_204);
        window.pumpUntil("it is said", () -> window.find(Button.class, any -> any.getText().equals("Acknowledge")).isVisible());
        window.pumpUntil("its row", () -> window.column("Process").contains("Events lost"));
        select("Events lost");
        settle();
        var picture = window.picture();
        assertShows(picture, Palette.LIGHT.alarmGround());
        write(picture, "loss");
    }

    @Test
    void inTheDark() throws IOException {
        Gtk.setDark(true);
        try {
            window.openAnew();
            runMachine();
            window.accept(
                    started(4301, 2120, PERSON, "/usr/bin/git", "git", "fetch", "--all", "--prune"),
                    exited(4290, 2120, PERSON, "/usr/bin/make", 2, null, 8_412, "make", "-j2", "check"));
            window.lose(7);
            window.pumpUntil("its row", () -> window.column("Process").contains("Events lost"));
            select("make");
            settle();
            var picture = window.picture();
            assertShows(picture, Palette.DARK.lossGround());
            assertShows(picture, Palette.DARK.newGround());
            write(picture, "dark");
        } finally {
            Gtk.setDark(false);
        }
    }

    @Test
    void withoutASource() throws IOException {
        window.pumpUntil("what to do", () -> window.texts().contains("No event source"));
        settle();
        var picture = window.picture();
        assertShows(picture, Palette.LIGHT.line());
        write(picture, "empty");
    }

    private void runMachine() {
        run(1, 0, ROOT, 432_000, "/usr/lib/systemd/systemd", "/sbin/init", "splash");
        run(612, 1, ROOT, 431_990, "/usr/lib/systemd/systemd-journald", "/usr/lib/systemd/systemd-journald");
        run(901, 1, ROOT, 431_980, "/usr/sbin/sshd", "sshd: /usr/sbin/sshd -D [listener]");
        run(2119, 901, ROOT, 5_400, "/usr/sbin/sshd", "sshd: ada [priv]");
        run(2120, 2119, PERSON, 5_399, "/usr/bin/bash", "-bash");
        run(3987, 2120, PERSON, 1_260, "/usr/bin/vim", "vim", "src/server.c");
        run(940, 1, ROOT, 431_975, "/usr/sbin/nginx", "nginx: master process /usr/sbin/nginx");
        run(941, 940, WEB, 431_974, "/usr/sbin/nginx", "nginx: worker process");
        run(942, 940, WEB, 431_974, "/usr/sbin/nginx", "nginx: worker process");
        run(1204, 1, PERSON, 86_400, "/usr/lib/jvm/java-17/bin/java", "java", "-Xmx2g", "-jar", "/srv/shop/shop.jar", "--port=8080");
        window.model().begin(running);
        window.view().setSource(new SourceSummary(SourceState.RUNNING, "linux-ebpf", 14, 0, ""));
        window.pumpUntil("the machine", () -> window.table().getItemCount() == running.size() && window.texts().contains("linux-ebpf"));
    }

    private void run(long id, long parent, long user, long secondsAgo, String image, String... arguments) {
        var started = now.minusSeconds(secondsAgo);
        running.add(new RunningProcess(
                subject(id, user), parent, key(parent), image, CommandLine.ofArguments(arguments), started, now));
    }

    private ScriptedEvent started(long id, long parent, long user, String image, String... arguments) {
        return ScriptedEvent.of(EventType.STARTED, header -> new ProcessStarted(
                header, subject(id, user), parent, key(parent), null, image, CommandLine.ofArguments(arguments), false));
    }

    /** Its start was told a moment before; here both are one script's line. */
    private ScriptedEvent exited(long id, long parent, long user, String image, @Nullable Integer code, @Nullable Integer signal, long millis,
            String... arguments) {
        window.accept(started(id, parent, user, image, arguments).at(Instant.now().minusMillis(millis)));
        return ended(id, user, image, code, signal, millis, arguments);
    }

    private static ScriptedEvent ended(long id, long user, String image, @Nullable Integer code, @Nullable Integer signal, long millis,
            String... arguments) {
        return ScriptedEvent.of(EventType.EXITED, header -> new ProcessExited(
                header, subject(id, user), code, signal, Duration.ofMillis(millis), image, CommandLine.ofArguments(arguments)));
    }

    private static ProcessSubject subject(long id, long user) {
        return new ProcessSubject(key(id), id, user, user, null, null);
    }

    private static ProcessKey key(long id) {
        return new ProcessKey(ScriptedProcess.BOOT, id, id);
    }

    private void select(String process) {
        var index = window.column("Process").indexOf(process);
        window.clickLine(index, 110);
        window.pumpUntil(process + " is selected", () -> window.table().getSelectionIndex() == index);
    }

    /** Until everything has been painted. */
    private void settle() {
        window.moveMouseAway();
        window.pumpWhile(Duration.ofMillis(300), "", () -> true);
    }

    private static void assertShows(Image picture, Color colour) {
        var data = picture.getImageData();
        var pixel = data.palette.getPixel(new RGB(colour.getRed(), colour.getGreen(), colour.getBlue()));
        for (var y = 0; y < data.height; y++) {
            for (var x = 0; x < data.width; x++) {
                if (data.getPixel(x, y) == pixel) {
                    return;
                }
            }
        }
        throw new AssertionError("the picture has no " + colour);
    }

    private void write(Image picture, String name) throws IOException {
        var folder = Path.of("doc".equals(System.getProperty("prmonitor.screenshots")) ? "doc" : "target/screenshots");
        Files.createDirectories(folder);
        window.writePicture(picture, folder.resolve(name + ".png"));
        picture.dispose();
    }

    /** What Eclipse's own theme engine calls to tell GTK; there is no public way. */
    private static final class Gtk {

        static void setDark(boolean isDark) {
            try {
                Class.forName("org.eclipse.swt.internal.gtk.OS").getMethod("setTheme", boolean.class).invoke(null, isDark);
            } catch (ReflectiveOperationException notGtk) {
                throw new IllegalStateException("this platform's SWT has no theme to switch", notGtk);
            }
        }
    }
}
