package org.equipoise.stats.report.chart;

import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.equipoise.stats.report.drawing.Anchor;
import org.equipoise.stats.report.drawing.Canvas;
import org.equipoise.stats.report.drawing.Drawing;
import org.equipoise.stats.report.drawing.Point;
import org.equipoise.stats.report.drawing.Shade;
import org.equipoise.stats.report.drawing.Symbol;

/** Differences with their intervals, one below the other. */
public final class ForestChart {

    private static final double ROW = 20;
    private static final double HEAD = 12;
    private static final double NAMES = 4;
    private static final double FROM = 235;
    private static final double TO = 470;
    private static final double NUMBERS = 636;
    private static final int LETTERS = 36;

    private ForestChart() {}

    public static Drawing of(List<Row> rows, String title, String lower, String higher) {
        double least = limits(rows).min().orElse(-1);
        double most = limits(rows).max().orElse(1);
        double foot = HEAD + rows.size() * ROW + 6;
        Axis across = Axis.around(Math.min(least, 0), Math.max(most, 0), 4, FROM, TO);
        Canvas canvas = new Canvas();
        double zero = across.at(0);
        canvas.line(new Point(zero, HEAD), new Point(zero, foot), 1, Shade.DARK);
        for (int index = 0; index < rows.size(); index++) {
            row(canvas, across, rows.get(index), HEAD + (index + 0.5) * ROW);
        }
        canvas.line(new Point(FROM, foot), new Point(TO, foot), 1.2, Shade.BLACK);
        across.ticks().forEach(tick -> {
            double x = across.at(tick);
            canvas.line(new Point(x, foot), new Point(x, foot + 5), 1, Shade.BLACK);
            canvas.text(new Point(x, foot + 18), Anchor.MIDDLE, across.label(tick));
        });
        canvas.text(new Point((FROM + TO) / 2, foot + 36), Anchor.MIDDLE, title);
        canvas.text(new Point(zero - 8, foot + 54), Anchor.END, "← " + lower);
        canvas.text(new Point(zero + 8, foot + 54), Anchor.START, higher + " →");
        return canvas.drawing(Plot.WIDTH, foot + 62);
    }

    private static DoubleStream limits(List<Row> rows) {
        return rows.stream()
                .filter(row -> row.estimate() != null)
                .flatMapToDouble(row -> DoubleStream.of(row.lower(), row.upper()));
    }

    private static void row(Canvas canvas, Axis across, Row row, double y) {
        Point name = new Point(row.heading() ? NAMES : NAMES + 12, y + 4);
        if (row.heading()) {
            canvas.bold(name, Anchor.START, shortened(row.name()));
            return;
        }
        canvas.text(name, Anchor.START, shortened(row.name()));
        canvas.text(new Point(NUMBERS, y + 4), Anchor.END, row.shown());
        if (row.estimate() == null) {
            return;
        }
        Point from = new Point(across.at(row.lower()), y);
        Point to = new Point(across.at(row.upper()), y);
        canvas.line(from, to, 1.4, Shade.BLACK);
        canvas.line(from.moved(0, -4), from.moved(0, 4), 1.4, Shade.BLACK);
        canvas.line(to.moved(0, -4), to.moved(0, 4), 1.4, Shade.BLACK);
        canvas.symbol(new Point(across.at(row.estimate()), y), Symbol.FULL_SQUARE);
    }

    private static String shortened(String name) {
        return name.length() <= LETTERS ? name : name.substring(0, LETTERS - 1).stripTrailing() + "…";
    }

    /** A row; the numbers are null in a heading and where there is no estimate. */
    public record Row(String name, boolean heading, Double estimate, Double lower, Double upper, String shown) {

        public Row {
            Objects.requireNonNull(name, "name");
        }

        public static Row heading(String name) {
            return new Row(name, true, null, null, null, "");
        }
    }
}
