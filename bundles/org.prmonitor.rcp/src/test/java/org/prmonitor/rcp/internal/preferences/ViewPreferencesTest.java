package org.prmonitor.rcp.internal.preferences;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.core.internal.preferences.EclipsePreferences;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.Test;
import org.prmonitor.rcp.internal.model.Presentation;
import org.prmonitor.testkit.Requirement;
import org.prmonitor.testkit.Requires;

class ViewPreferencesTest {

    /** Keeps its values in memory; where a real one is saved is Eclipse's business. */
    private final IEclipsePreferences node = new EclipsePreferences() {
        @Override
        public void flush() {
            // There is no file.
        }
    };

    @Test
    void defaultsHoldWhereNothingWasSet() {
        assertEquals(ViewSettings.DEFAULTS, ViewPreferences.read(node));
        assertEquals(Duration.ofMillis(50), ViewSettings.DEFAULTS.interval());
    }

    @Test
    void whatMakesNoSenseIsBroughtWithinItsBounds() {
        node.putInt(ViewPreferences.MOST_ENDED, 2_000_000_000);
        node.putInt(ViewPreferences.FRAMES_PER_SECOND, 0);
        node.put(ViewPreferences.FRESHNESS_SECONDS, "soon");
        node.put(ViewPreferences.PRESENTATION, "HEAP");
        assertEquals(new ViewSettings(200_000, 3, 1, Presentation.TREE), ViewPreferences.read(node));
    }

    @Test
    @Requires(Requirement.DISPLAY)
    void thePageChangesThem() {
        var told = new ArrayList<ViewSettings>();
        node.addPreferenceChangeListener(change -> told.add(ViewPreferences.read(node)));
        withPage(page -> {
            field(page, 0).setText("250");
            assertTrue(page.performOk());
        });
        assertEquals(List.of(new ViewSettings(250, 3, 20, Presentation.TREE)), told);
        withPage(page -> {
            assertEquals("250", field(page, 0).getText());
            field(page, 0).setText("10000");
            assertTrue(page.performOk());
        });
        assertNull(node.get(ViewPreferences.MOST_ENDED, null));
    }

    @Test
    @Requires(Requirement.DISPLAY)
    void thePageRefusesWhatIsOutOfBounds() {
        withPage(page -> {
            field(page, 2).setText("21");
            // It looks when a key is let go.
            field(page, 2).notifyListeners(SWT.KeyUp, new Event());
            assertFalse(page.isValid());
            assertEquals("A number from 1 to 20", page.getErrorMessage());
        });
    }

    private void withPage(Consumer<ViewPreferencePage> test) {
        // Of its own, and gone in the end: SWT has one display a process, and the view's tests come after these.
        var display = new Display();
        try {
            var shell = new Shell(display);
            var page = new ViewPreferencePage(node);
            page.createControl(shell);
            test.accept(page);
            page.dispose();
        } finally {
            display.dispose();
        }
    }

    /** The text fields from top to bottom. */
    private static Text field(ViewPreferencePage page, int index) {
        var fields = new ArrayList<Text>();
        collect(page.getControl(), fields);
        return fields.get(index);
    }

    private static void collect(Control control, List<Text> fields) {
        if (control instanceof Text text && (text.getStyle() & SWT.READ_ONLY) == 0) {
            fields.add(text);
        } else if (control instanceof Composite composite) {
            for (var child : composite.getChildren()) {
                collect(child, fields);
            }
        }
    }
}
