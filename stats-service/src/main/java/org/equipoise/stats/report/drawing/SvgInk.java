package org.equipoise.stats.report.drawing;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a drawing as SVG elements. */
final class SvgInk implements Ink {

    private static final double OUTLINE = 1.4;

    private final StringBuilder markup = new StringBuilder();

    String markup() {
        return markup.toString();
    }

    @Override
    public void stroke(Mark.Stroke stroke) {
        markup.append("<polyline points=\"")
                .append(points(stroke.points()))
                .append("\" fill=\"none\" stroke=\"")
                .append(colour(stroke.shade()))
                .append("\" stroke-width=\"")
                .append(number(stroke.width()))
                .append('"');
        if (!stroke.dash().lengths().isEmpty()) {
            markup.append(" stroke-dasharray=\"")
                    .append(stroke.dash().lengths().stream().map(SvgInk::number).collect(Collectors.joining(" ")))
                    .append('"');
        }
        markup.append("/>");
    }

    @Override
    public void area(Mark.Area area) {
        markup.append("<polygon points=\"")
                .append(points(area.points()))
                .append("\" fill=\"")
                .append(colour(area.fill()))
                .append('"');
        outline(area.outline());
    }

    @Override
    public void disc(Mark.Disc disc) {
        markup.append("<circle cx=\"")
                .append(number(disc.centre().x()))
                .append("\" cy=\"")
                .append(number(disc.centre().y()))
                .append("\" r=\"")
                .append(number(disc.radius()))
                .append("\" fill=\"")
                .append(colour(disc.fill()))
                .append('"');
        outline(OUTLINE);
    }

    @Override
    public void label(Mark.Label label) {
        String x = number(label.at().x());
        String y = number(label.at().y());
        markup.append("<text x=\"").append(x).append("\" y=\"").append(y).append('"');
        markup.append(" font-size=\"").append(number(label.size())).append('"');
        if (label.anchor() != Anchor.START) {
            markup.append(" text-anchor=\"")
                    .append(label.anchor() == Anchor.END ? "end" : "middle")
                    .append('"');
        }
        if (label.bold()) {
            markup.append(" font-weight=\"700\"");
        }
        if (label.upright()) {
            markup.append(" transform=\"rotate(-90 ")
                    .append(x)
                    .append(' ')
                    .append(y)
                    .append(")\"");
        }
        markup.append('>').append(Escaped.text(label.text())).append("</text>");
    }

    private void outline(double width) {
        if (width > 0) {
            markup.append(" stroke=\"")
                    .append(colour(Shade.BLACK))
                    .append("\" stroke-width=\"")
                    .append(number(width))
                    .append('"');
        }
        markup.append("/>");
    }

    private static String points(List<Point> points) {
        return points.stream()
                .map(point -> number(point.x()) + "," + number(point.y()))
                .collect(Collectors.joining(" "));
    }

    private static String colour(Shade shade) {
        return String.format(Locale.ROOT, "#%1$02x%1$02x%1$02x", shade.level());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
