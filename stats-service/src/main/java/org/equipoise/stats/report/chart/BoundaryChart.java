package org.equipoise.stats.report.chart;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.equipoise.stats.report.drawing.Anchor;
import org.equipoise.stats.report.drawing.Drawing;
import org.equipoise.stats.report.drawing.Pen;
import org.equipoise.stats.report.drawing.Point;
import org.equipoise.stats.report.drawing.Symbol;

/** The test statistic on its way through the boundaries. */
public final class BoundaryChart {

    private static final double FOOT = 300;
    private static final double HIGHEST = 8;
    private static final double LOWEST = -4;
    private static final int CROWDED = 6;
    private static final double OVER = -11;
    private static final double UNDER = 22;

    private BoundaryChart() {}

    public static Drawing of(List<Look> path, int maximum) {
        Plot plot = plot(path, maximum);
        plot.upwards("z (positive: experimental arm better)").along("Information (subjects with primary data)");
        plot.level(0);
        series(plot, path, new Line(Look::futility, Pen.DASHED, Symbol.OPEN_TRIANGLE));
        series(plot, path, new Line(Look::efficacy, Pen.THIN, Symbol.OPEN_SQUARE));
        observed(plot, path);
        return plot.legend(List.of(
                        new Plot.Entry("Efficacy boundary", Pen.THIN, Symbol.OPEN_SQUARE),
                        new Plot.Entry("Futility boundary (non-binding)", Pen.DASHED, Symbol.OPEN_TRIANGLE),
                        new Plot.Entry("Observed z", Pen.THICK, Symbol.FULL_DISC)))
                .drawing();
    }

    private static Plot plot(List<Look> path, int maximum) {
        List<Double> values = path.stream()
                .flatMap(look -> Stream.of(look.efficacy(), look.futility(), look.z()))
                .filter(Objects::nonNull)
                .toList();
        double high = values.stream().mapToDouble(value -> value).max().orElse(1);
        double low = values.stream().mapToDouble(value -> value).min().orElse(0);
        double most = Math.max(
                maximum, path.stream().mapToInt(Look::information).max().orElse(maximum));
        return new Plot(
                Axis.within(0, most * 1.05, 6, Plot.LEFT, Plot.RIGHT),
                new Axis(
                        Math.floor(Math.max(LOWEST, Math.min(-1, low - 0.7))),
                        Math.ceil(Math.min(HIGHEST, Math.max(4, high + 0.5))),
                        FOOT,
                        Plot.TOP,
                        1));
    }

    private static void series(Plot plot, List<Look> path, Line line) {
        List<Look> known =
                path.stream().filter(look -> line.value().apply(look) != null).toList();
        List<Point> points = known.stream()
                .map(look -> plot.at(look.information(), line.value().apply(look)))
                .toList();
        plot.canvas().path(points, line.pen());
        for (int index = 0; index < points.size(); index++) {
            plot.canvas().symbol(points.get(index), line.symbol());
            double value = line.value().apply(known.get(index));
            Double z = known.get(index).z();
            double aside = z == null ? line.usual() : z > value ? UNDER : OVER;
            plot.canvas().text(points.get(index).moved(0, aside), Anchor.MIDDLE, shown(value));
        }
    }

    private static void observed(Plot plot, List<Look> path) {
        List<Look> seen = path.stream().filter(look -> look.z() != null).toList();
        List<Point> points =
                seen.stream().map(look -> plot.at(look.information(), look.z())).toList();
        plot.canvas().path(points, Pen.THICK);
        for (int index = 0; index < points.size(); index++) {
            Point point = points.get(index);
            plot.canvas().symbol(point, Symbol.FULL_DISC);
            boolean last = index == points.size() - 1;
            if (last || path.size() <= CROWDED) {
                plot.canvas()
                        .bold(
                                beside(seen.get(index), point),
                                Anchor.START,
                                shown(seen.get(index).z()));
            }
        }
    }

    /** Below the point, unless a boundary is right there. */
    private static Point beside(Look look, Point point) {
        boolean above = near(look, look.efficacy()) || near(look, look.futility());
        return point.moved(9, above ? -8 : 17);
    }

    private static boolean near(Look look, Double boundary) {
        return boundary != null && look.z() > boundary && look.z() - boundary < 1;
    }

    private static String shown(double z) {
        String text = Digits.fixed(z, 2);
        return z > HIGHEST ? text + " ↑" : z < LOWEST ? text + " ↓" : text;
    }

    /** A look; what it does not have is null. */
    public record Look(int number, int information, Double efficacy, Double futility, Double z) {}

    private record Line(Function<Look, Double> value, Pen pen, Symbol symbol) {

        double usual() {
            return symbol == Symbol.OPEN_TRIANGLE ? UNDER : OVER;
        }
    }
}
