package org.equipoise.stats.report.chart;

import java.util.List;
import org.equipoise.stats.report.drawing.Anchor;
import org.equipoise.stats.report.drawing.Canvas;
import org.equipoise.stats.report.drawing.Drawing;
import org.equipoise.stats.report.drawing.Pen;
import org.equipoise.stats.report.drawing.Point;
import org.equipoise.stats.report.drawing.Shade;
import org.equipoise.stats.report.drawing.Symbol;

/** A rectangle with two axes, what is drawn in it, and a legend below. */
final class Plot {

    static final double WIDTH = 640;
    static final double LEFT = 58;
    static final double RIGHT = 622;
    static final double TOP = 14;
    private static final double LETTER = 0.52 * Canvas.TEXT;
    private static final double SAMPLE = 34;
    private static final double ROW = 20;

    private final Canvas canvas = new Canvas();
    private final Axis across;
    private final Axis up;
    private double bottom;

    Plot(Axis across, Axis up) {
        this.across = across;
        this.up = up;
        this.bottom = up.from();
    }

    Canvas canvas() {
        return canvas;
    }

    Point at(double x, double y) {
        return new Point(across.at(x), up.at(y));
    }

    Plot upwards(String title) {
        for (double tick : up.ticks()) {
            double y = up.at(tick);
            canvas.line(new Point(across.from(), y), new Point(across.to(), y), 0.8, Shade.PALE);
            canvas.text(new Point(across.from() - 7, y + 4), Anchor.END, up.label(tick));
        }
        canvas.upright(new Point(15, (up.from() + up.to()) / 2), title);
        return this;
    }

    Plot along(String title) {
        List<Double> ticks = across.ticks();
        ticks.forEach(tick -> tick(across.at(tick), across.label(tick)));
        return base(title);
    }

    /** Ticks at places with names. */
    Plot along(String title, List<String> names) {
        int every = Math.max(1, (int) Math.ceil(widest(names) * LETTER / spacing()));
        for (int index = 0; index < names.size(); index++) {
            if (index % every == 0) {
                tick(across.at(index), names.get(index));
            }
        }
        return base(title);
    }

    private double spacing() {
        return (across.to() - across.from()) / (across.high() - across.low());
    }

    private static int widest(List<String> names) {
        return 2 + names.stream().mapToInt(String::length).max().orElse(1);
    }

    private void tick(double x, String label) {
        canvas.line(new Point(x, up.from()), new Point(x, up.from() + 5), 1, Shade.BLACK);
        canvas.text(new Point(x, up.from() + 19), Anchor.MIDDLE, label);
    }

    private Plot base(String title) {
        canvas.line(new Point(across.from(), up.from()), new Point(across.to(), up.from()), 1.2, Shade.BLACK);
        canvas.line(new Point(across.from(), up.from()), new Point(across.from(), up.to()), 1.2, Shade.BLACK);
        canvas.text(new Point((across.from() + across.to()) / 2, up.from() + 37), Anchor.MIDDLE, title);
        bottom = up.from() + 46;
        return this;
    }

    /** A line at a value of the upright axis, such as no effect. */
    Plot level(double y) {
        if (y > up.low() && y < up.high()) {
            canvas.line(at(across.low(), y), at(across.high(), y), 1, Shade.DARK);
        }
        return this;
    }

    Plot interval(Point low, Point high) {
        canvas.line(low, high, 1.3, Shade.BLACK);
        canvas.line(low.moved(-4, 0), low.moved(4, 0), 1.3, Shade.BLACK);
        canvas.line(high.moved(-4, 0), high.moved(4, 0), 1.3, Shade.BLACK);
        return this;
    }

    Plot legend(List<Entry> entries) {
        double x = LEFT;
        double y = bottom + 14;
        for (Entry entry : entries) {
            double wide = SAMPLE + 8 + entry.text().length() * LETTER + 24;
            if (x > LEFT && x + wide > RIGHT + 24) {
                x = LEFT;
                y += ROW;
            }
            canvas.path(List.of(new Point(x, y), new Point(x + SAMPLE, y)), entry.pen());
            if (entry.symbol() != null) {
                canvas.symbol(new Point(x + SAMPLE / 2, y), entry.symbol());
            }
            canvas.text(new Point(x + SAMPLE + 8, y + 4), Anchor.START, entry.text());
            x += wide;
        }
        bottom = y + 12;
        return this;
    }

    /** Room below the axis for what the chart writes itself. */
    double below(double height) {
        double top = bottom;
        bottom += height;
        return top;
    }

    Drawing drawing() {
        return canvas.drawing(WIDTH, bottom);
    }

    /** A series in the legend; the symbol may be null. */
    record Entry(String text, Pen pen, Symbol symbol) {}
}
