package org.prmonitor.rcp.internal.view;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.jspecify.annotations.Nullable;
import org.prmonitor.api.event.ProcessKey;
import org.prmonitor.rcp.internal.model.Column;
import org.prmonitor.rcp.internal.model.FrameProducer;
import org.prmonitor.rcp.internal.model.FrameRow;
import org.prmonitor.rcp.internal.model.Presentation;
import org.prmonitor.rcp.internal.model.ProcessModel;
import org.prmonitor.rcp.internal.model.ProcessRow;
import org.prmonitor.rcp.internal.model.RowFilter;
import org.prmonitor.rcp.internal.model.RowKind;
import org.prmonitor.rcp.internal.model.SourceSummary;
import org.prmonitor.rcp.internal.model.ViewFrame;
import org.prmonitor.rcp.internal.model.ViewSelection;

/**
 * The whole view, without an Eclipse application around it. Everything but {@link #setSource} is for the thread of the user
 * interface. It makes no frame after it was disposed of.
 */
public final class ProcessView {

    private final Composite root;
    private final ProcessModel model;
    private final FilterBox filter;
    private final KindBar kinds;
    private final ActionBar actions;
    private final LossBanner banner;
    private final SashForm sash;
    private final Composite stack;
    private final StackLayout layers = new StackLayout();
    private final ProcessTable table;
    private final EmptyState empty;
    private final DetailsPane details;
    private final Label ruler;
    private final StatusLine status;
    private final RowExport export;
    private final FrameProducer producer;

    private Look look;
    private ViewSelection selection = ViewSelection.ALL;
    private boolean isPaused;
    private @Nullable ViewFrame frame;
    private Runnable settings = () -> {};

    /** A view of a model, as the only child of a parent that lays it out. */
    public ProcessView(Composite parent, ProcessModel model) {
        this(parent, model, SaveTarget.DIALOG);
    }

    ProcessView(Composite parent, ProcessModel model, SaveTarget saveTarget) {
        this.model = model;
        root = new Composite(parent, SWT.NONE);
        root.setLayout(tight(1));
        look = new Look(root.getDisplay(), root.getDisplay().getSystemColor(SWT.COLOR_LIST_BACKGROUND), root.getFont());

        var head = new Composite(root, SWT.NONE);
        var headLayout = new GridLayout(3, false);
        headLayout.marginWidth = 8;
        headLayout.marginHeight = 6;
        headLayout.horizontalSpacing = 10;
        head.setLayout(headLayout);
        head.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        var error = new CLabel(root, SWT.NONE);
        error.setMargins(12, 0, 12, 6);
        error.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        filter = new FilterBox(head, error, newFilter -> select(old -> old.withFilter(newFilter)));
        filter.control().setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        kinds = new KindBar(head, newKinds -> select(old -> old.withKinds(newKinds)));
        actions = new ActionBar(head, new ToolActions());

        banner = new LossBanner(root, this::acknowledge);
        sash = new SashForm(root, SWT.VERTICAL | SWT.SMOOTH);
        sash.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        stack = new Composite(sash, SWT.NONE);
        stack.setLayout(layers);
        table = new ProcessTable(stack, look, new RowActions());
        empty = new EmptyState(stack, this::showAll);
        layers.topControl = table.control();
        details = new DetailsPane(sash, look);
        sash.setWeights(72, 28);
        ruler = new Label(root, SWT.NONE);
        var line = new GridData(SWT.FILL, SWT.CENTER, true, false);
        line.heightHint = 1;
        ruler.setLayoutData(line);
        status = new StatusLine(root);
        export = new RowExport(root, saveTarget, status::say);
        apply(look);

        root.addListener(SWT.Dispose, event -> look.close());
        table.control().addListener(SWT.KeyDown, this::keyDown);
        producer = FrameProducer.start(model, this::hand);
        root.addListener(SWT.Dispose, event -> producer.close());
    }

    /** The control that holds everything. */
    public Composite control() {
        return root;
    }

    /** To the rows, or to the filter while there are none. */
    public void setFocus() {
        if (!table.control().setFocus()) {
            filter.control().setFocus();
        }
    }

    /** What the source says of itself. On any thread. */
    public void setSource(SourceSummary source) {
        producer.setSource(source);
    }

    /** See {@link FrameProducer#setFreshness}. */
    public void setFreshness(Duration freshness) {
        producer.setFreshness(freshness);
    }

    /** See {@link FrameProducer#setInterval}. */
    public void setInterval(Duration interval) {
        producer.setInterval(interval);
    }

    /** See {@link ProcessModel#setMostEnded}. */
    public void setMostEnded(int mostEnded) {
        model.setMostEnded(mostEnded);
    }

    /** Tree or list. */
    public void setPresentation(Presentation presentation) {
        actions.setPresentation(presentation);
        select(old -> old.withPresentation(presentation));
    }

    /** What is in the filter box, as if it was typed. */
    public void setFilter(String text) {
        filter.setText(text);
    }

    /** Gives the view a button that opens the preferences. Once. */
    public void setSettings(Runnable opensSettings) {
        settings = opensSettings;
        actions.addSettings();
    }

    /** Frame thread: hands over and returns. One runnable a frame, and none before the last one has run. */
    private void hand(ViewFrame newFrame, Runnable taken) {
        try {
            root.getDisplay().asyncExec(() -> {
                try {
                    if (!root.isDisposed()) {
                        show(newFrame);
                    }
                } finally {
                    taken.run();
                }
            });
        } catch (SWTException disposed) {
            // The window went while the frame was made.
            taken.run();
        }
    }

    private void show(ViewFrame newFrame) {
        frame = newFrame;
        if (!look.fits(table.control().getBackground())) {
            var old = look;
            look = new Look(root.getDisplay(), table.control().getBackground(), root.getFont());
            apply(look);
            table.show(newFrame, look);
            old.close();
        } else {
            table.show(newFrame, look);
        }
        empty.show(newFrame, look);
        var top = newFrame.rows().isEmpty() ? empty.control() : table.control();
        if (layers.topControl != top) {
            layers.topControl = top;
            stack.layout();
        }
        banner.show(newFrame);
        status.show(newFrame, isPaused, look);
    }

    private void apply(Look newLook) {
        filter.apply(newLook);
        kinds.apply(newLook);
        actions.apply(newLook);
        banner.apply(newLook);
        empty.apply(newLook, table.control());
        details.apply(newLook);
        ruler.setBackground(newLook.palette().line());
        sash.setBackground(newLook.palette().line());
    }

    private void select(UnaryOperator<ViewSelection> change) {
        selection = change.apply(selection);
        producer.select(selection);
    }

    private void acknowledge() {
        producer.acknowledgeLosses();
    }

    private void showAll() {
        filter.setText("");
        var all = EnumSet.allOf(RowKind.class);
        kinds.setKinds(all);
        select(old -> old.withKinds(all).withFilter(RowFilter.ALL));
    }

    private void keyDown(Event event) {
        if ((event.stateMask & SWT.MODIFIER_MASK) == SWT.MOD1) {
            if (event.keyCode == 'c') {
                event.doit = false;
                export.copy(chosen());
            } else if (event.keyCode == 'f') {
                // GTK's tables have a search of their own on this key, for rows that are there already.
                event.doit = false;
                filter.control().setFocus();
            }
        }
    }

    /** The selected rows, or all that are shown where none is. */
    private List<ProcessRow> chosen() {
        var selected = table.selection();
        if (!selected.isEmpty()) {
            return selected;
        }
        var now = frame;
        return now == null ? List.of() : now.rows().stream().map(FrameRow::process).toList();
    }

    private static GridLayout tight(int columns) {
        var layout = new GridLayout(columns, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.horizontalSpacing = 0;
        layout.verticalSpacing = 0;
        return layout;
    }

    private final class RowActions implements ProcessTable.Actions {

        @Override
        public void selected(@Nullable ProcessRow row) {
            details.show(row);
        }

        @Override
        public void fold(FrameRow line, boolean isCollapsed) {
            var key = line.process().key();
            if (key != null) {
                select(old -> old.withCollapsed(key, isCollapsed));
            }
        }

        @Override
        public void sort(Column column, boolean descending) {
            select(old -> old.withSort(column, descending));
        }
    }

    private final class ToolActions implements ActionBar.Actions {

        @Override
        public void present(Presentation presentation) {
            select(old -> old.withPresentation(presentation));
        }

        @Override
        public void foldAll(boolean isCollapsed) {
            var folded = new HashSet<ProcessKey>();
            var now = frame;
            if (isCollapsed && now != null) {
                for (var line : now.rows()) {
                    var key = line.process().key();
                    if (line.hasChildren() && key != null) {
                        folded.add(key);
                    }
                }
                folded.addAll(selection.collapsed());
            }
            select(old -> old.withCollapsed(folded));
        }

        @Override
        public void pause(boolean newPaused) {
            isPaused = newPaused;
            producer.pause(newPaused);
            producer.requestFrame();
        }

        @Override
        public void clear() {
            model.clear();
        }

        @Override
        public void copy() {
            export.copy(chosen());
        }

        @Override
        public void save() {
            export.save(chosen());
        }

        @Override
        public void showDetails(boolean isShown) {
            sash.setMaximizedControl(isShown ? null : stack);
        }

        @Override
        public void openSettings() {
            settings.run();
        }
    }
}
