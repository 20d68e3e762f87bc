package org.equipoise.stats.report.drawing;

import java.util.Locale;

/** A drawing as an element of a page, with a name and a description for those who do not see it. */
public final class Svg {

    private Svg() {}

    public static String of(Drawing drawing, String id, String title, String description) {
        SvgInk ink = new SvgInk();
        drawing.on(ink);
        return String.format(
                        Locale.ROOT,
                        "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-labelledby=\"%s-title %s-text\">",
                        drawing.width(),
                        drawing.height(),
                        id,
                        id)
                + "<title id=\"" + id + "-title\">" + Escaped.text(title) + "</title>"
                + "<desc id=\"" + id + "-text\">" + Escaped.text(description) + "</desc>"
                + ink.markup() + "</svg>";
    }
}
