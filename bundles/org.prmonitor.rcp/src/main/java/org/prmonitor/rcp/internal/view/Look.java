package org.prmonitor.rcp.internal.view;

import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Device;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.FontData;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.SWT;
import org.prmonitor.rcp.internal.icons.Icon;
import org.prmonitor.rcp.internal.icons.IconSet;

/** Colours, icons and the bold font of one theme. */
final class Look implements AutoCloseable {

    private final Palette palette;
    private final IconSet icons;
    private final Font bold;

    /** What goes with a ground. */
    Look(Device device, Color ground, Font font) {
        this.palette = Palette.on(ground);
        this.icons = new IconSet(device, palette.dark());
        this.bold = new Font(device, bold(font.getFontData()));
    }

    Palette palette() {
        return palette;
    }

    Image icon(Icon icon) {
        return icons.get(icon);
    }

    Font bold() {
        return bold;
    }

    /** Whether it still goes with what the theme gives the widgets now. */
    boolean fits(Color ground) {
        return Palette.on(ground) == palette;
    }

    @Override
    public void close() {
        icons.close();
        bold.dispose();
    }

    private static FontData[] bold(FontData[] fonts) {
        for (var font : fonts) {
            font.setStyle(font.getStyle() | SWT.BOLD);
        }
        return fonts;
    }
}
