package org.prmonitor.rcp.internal.view;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.eclipse.swt.graphics.Color;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written can be read, in both themes: WCAG 2.2, 1.4.3 and 1.4.1. */
class PaletteTest {

    private static final double READABLE = 4.5;

    @ParameterizedTest
    @MethodSource("themes")
    void everyTextCanBeReadOnEveryGroundItStandsOn(Palette palette, Color ground, Color text) {
        for (var under : new Color[] {ground, palette.newGround(), palette.goneGround()}) {
            assertReadable(text, under);
            assertReadable(palette.mutedText(), under);
            assertReadable(palette.failedText(), under);
        }
        assertReadable(palette.lossText(), palette.lossGround());
        assertReadable(palette.alarmText(), palette.alarmGround());
        assertReadable(palette.link(), ground);
    }

    @ParameterizedTest
    @MethodSource("themes")
    void theGroundSaysWhichPalette(Palette palette, Color ground, Color text) {
        assertSame(palette, Palette.on(ground));
    }

    static Stream<Arguments> themes() {
        return Stream.of(
                // GTK's Adwaita, Eclipse's dark theme, Windows's white.
                Arguments.of(Palette.LIGHT, new Color(0xff, 0xff, 0xff), new Color(0, 0, 0)),
                Arguments.of(Palette.DARK, new Color(0x2d, 0x2d, 0x2d), new Color(0xff, 0xff, 0xff)),
                Arguments.of(Palette.DARK, new Color(0x1e, 0x1f, 0x22), new Color(0xd0, 0xd4, 0xda)));
    }

    private static void assertReadable(Color text, Color ground) {
        var one = Palette.luminance(text.getRGB()) + 0.05;
        var other = Palette.luminance(ground.getRGB()) + 0.05;
        var contrast = Math.max(one, other) / Math.min(one, other);
        assertTrue(contrast >= READABLE, () -> text + " on " + ground + " has a contrast of " + contrast + " : 1");
    }
}
