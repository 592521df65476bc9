package org.prmonitor.rcp.internal.icons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The pictures that the bundle carries are the drawings, rendered. After a drawing was changed, {@code -Dprmonitor.icons=write} writes
 * them anew.
 */
class IconPicturesTest {

    /** The drawings are in the colours for a light ground; on a dark one each has a lighter sister. */
    private static final Map<String, String> DARK = Map.of(
            "#3d4654", "#cfd6e0",
            "#1667d9", "#6fb1ff",
            "#1f883d", "#56d364",
            "#c62828", "#ff8a80",
            "#b45f06", "#f0b429",
            "#7a8594", "#8b97a7");

    private static final Path DRAWINGS = Path.of("src/main/icons");
    private static final Path PICTURES = Path.of("src/main/resources/icons");
    /** Of 255, in one channel of one pixel: what two versions of a rasterizer may differ by at an edge. */
    private static final int TOLERANCE = 24;

    @Test
    void everyDrawingIsAnIconAndUsesNothingButTheColoursThatHaveADarkSister() throws IOException {
        try (var files = Files.list(DRAWINGS)) {
            assertEquals(
                    Stream.of(Icon.values()).map(icon -> icon.fileName() + ".svg").collect(Collectors.toSet()),
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
        }
        for (var icon : Icon.values()) {
            var colours = Pattern.compile("#[0-9a-fA-F]{3,6}").matcher(drawing(icon)).results().map(found -> found.group());
            assertTrue(colours.allMatch(DARK::containsKey), icon + " has a colour of its own");
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePicturesAreTheDrawing(Icon icon) throws IOException {
        for (var scale = 1; scale <= 2; scale++) {
            compare(drawing(icon), scale, PICTURES.resolve("light"), icon);
            compare(dark(drawing(icon)), scale, PICTURES.resolve("dark"), icon);
        }
    }

    private static void compare(String drawing, int scale, Path folder, Icon icon) throws IOException {
        var file = folder.resolve(icon.fileName() + (scale == 1 ? "" : "@2x") + ".png");
        var rendered = render(drawing, scale);
        if ("write".equals(System.getProperty("prmonitor.icons"))) {
            Files.createDirectories(folder);
            ImageIO.write(rendered, "png", file.toFile());
        }
        var picture = ImageIO.read(file.toFile());
        assertEquals(rendered.getWidth(), picture.getWidth(), file::toString);
        assertEquals(rendered.getHeight(), picture.getHeight(), file::toString);
        for (var y = 0; y < rendered.getHeight(); y++) {
            for (var x = 0; x < rendered.getWidth(); x++) {
                var difference = difference(rendered.getRGB(x, y), picture.getRGB(x, y));
                assertTrue(difference <= TOLERANCE, file + " is not its drawing at " + x + "," + y
                        + "; mvn verify -pl bundles/org.prmonitor.rcp -am -Dtest=IconPicturesTest"
                        + " -Dsurefire.failIfNoSpecifiedTests=false -DargLine=-Dprmonitor.icons=write writes it anew");
            }
        }
    }

    /** The largest difference of a channel, colours weighed by how opaque they are. */
    private static int difference(int one, int other) {
        var largest = Math.abs((one >>> 24) - (other >>> 24));
        for (var shift = 0; shift < 24; shift += 8) {
            var of = (one >>> shift & 0xff) * (one >>> 24) / 255;
            var to = (other >>> shift & 0xff) * (other >>> 24) / 255;
            largest = Math.max(largest, Math.abs(of - to));
        }
        return largest;
    }

    private static BufferedImage render(String drawing, int scale) {
        var document = Objects.requireNonNull(load(drawing));
        var size = 16 * scale;
        var image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
        var graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        document.render(null, graphics, new ViewBox(0, 0, size, size));
        graphics.dispose();
        return image;
    }

    private static SVGDocument load(String drawing) {
        return Objects.requireNonNull(
                new SVGLoader().load(new ByteArrayInputStream(drawing.getBytes(StandardCharsets.UTF_8)), null,
                        com.github.weisj.jsvg.parser.LoaderContext.createDefault()));
    }

    private static String dark(String drawing) {
        return DARK.entrySet().stream()
                .reduce(drawing, (text, sisters) -> text.replace(sisters.getKey(), sisters.getValue()), (one, other) -> other);
    }

    private static String drawing(Icon icon) throws IOException {
        return Files.readString(DRAWINGS.resolve(icon.fileName() + ".svg"));
    }
}
