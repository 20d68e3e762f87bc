package org.equipoise.stats.report.chart;

import java.util.List;
import java.util.stream.IntStream;
import org.equipoise.stats.report.drawing.Drawing;
import org.equipoise.stats.report.drawing.Pen;
import org.equipoise.stats.report.drawing.Point;
import org.equipoise.stats.report.drawing.Symbol;

/** Means over the visits with their intervals, a line for each arm. */
public final class MeansChart {

    private static final double FOOT = 270;
    private static final double DODGE = 0.07;
    private static final List<Pen> PENS = List.of(Pen.THIN, Pen.DASHED);
    private static final List<Symbol> SYMBOLS = List.of(Symbol.FULL_DISC, Symbol.OPEN_SQUARE);

    private MeansChart() {}

    public static Drawing of(List<String> visits, List<Series> arms, String title) {
        double low = arms.stream()
                .flatMap(arm -> arm.points().stream())
                .mapToDouble(Mean::lower)
                .min()
                .orElse(0);
        double high = arms.stream()
                .flatMap(arm -> arm.points().stream())
                .mapToDouble(Mean::upper)
                .max()
                .orElse(1);
        Plot plot = new Plot(
                new Axis(-0.5, visits.size() - 0.5, Plot.LEFT, Plot.RIGHT, 1),
                Axis.around(low, high, 6, FOOT, Plot.TOP));
        plot.upwards(title).along("Visit", visits).level(0);
        IntStream.range(0, arms.size()).forEach(index -> draw(plot, arms.get(index), index));
        return plot.legend(IntStream.range(0, arms.size())
                        .mapToObj(
                                index -> new Plot.Entry("Arm " + arms.get(index).label(), pen(index), symbol(index)))
                        .toList())
                .drawing();
    }

    private static void draw(Plot plot, Series arm, int index) {
        double aside = (index * 2 - 1) * DODGE;
        List<Point> points = arm.points().stream()
                .map(mean -> plot.at(mean.visit() + aside, mean.estimate()))
                .toList();
        plot.canvas().path(points, pen(index));
        arm.points()
                .forEach(mean -> plot.interval(
                        plot.at(mean.visit() + aside, mean.lower()), plot.at(mean.visit() + aside, mean.upper())));
        points.forEach(point -> plot.canvas().symbol(point, symbol(index)));
    }

    private static Pen pen(int index) {
        return PENS.get(index % PENS.size());
    }

    private static Symbol symbol(int index) {
        return SYMBOLS.get(index % SYMBOLS.size());
    }

    public record Series(String label, List<Mean> points) {}

    /** A mean at a visit, by its place among the visits from 0. */
    public record Mean(int visit, double estimate, double lower, double upper) {}
}
