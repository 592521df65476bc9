package org.prmonitor.rcp.internal.view;

import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.RGB;

/**
 * The view's own colours, beside those that the theme gives every widget. Each text colour has a contrast of at least 4.5 : 1 to
 * each ground that it stands on (WCAG 2.2, 1.4.3), which {@code PaletteTest} computes.
 *
 * @param dark whether they are for a dark ground
 * @param newGround behind a row that has just come
 * @param goneGround behind a row that has just ended
 * @param lossGround behind a row that stands for missing events
 * @param lossText on it
 * @param mutedText of what has ended, and of words that explain
 * @param failedText of an exit that was no success
 * @param link of what can be clicked
 * @param alarmGround behind a loss that nobody has acknowledged
 * @param alarmText on it
 * @param line between areas
 */
record Palette(
        boolean dark,
        Color newGround,
        Color goneGround,
        Color lossGround,
        Color lossText,
        Color mutedText,
        Color failedText,
        Color link,
        Color alarmGround,
        Color alarmText,
        Color line) {

    static final Palette LIGHT = new Palette(
            false,
            colour(0xddf4e1),
            colour(0xfde4e1),
            colour(0xfff2cc),
            colour(0x6b3f00),
            colour(0x5b6472),
            colour(0xb3261e),
            colour(0x0b57c2),
            colour(0xffc21a),
            colour(0x2b1b00),
            colour(0xd5d9df));

    static final Palette DARK = new Palette(
            true,
            colour(0x16371f),
            colour(0x47211f),
            colour(0x40310a),
            colour(0xffd479),
            colour(0xa9b4c2),
            colour(0xff9a91),
            colour(0x7cb8ff),
            colour(0xffc21a),
            colour(0x2b1b00),
            colour(0x45494f));

    /** The colours that go with a ground: what the theme gave the table, whichever way it did. */
    static Palette on(Color ground) {
        return luminance(ground.getRGB()) < 0.18 ? DARK : LIGHT;
    }

    /** Relative luminance of WCAG 2.2, from 0 for black to 1 for white. 0.18 is as far from the one as from the other. */
    static double luminance(RGB colour) {
        return 0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue);
    }

    private static double linear(int channel) {
        var part = channel / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }

    /** Without a device: such a colour needs no disposal. */
    private static Color colour(int rgb) {
        return new Color(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
    }
}
