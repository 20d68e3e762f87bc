package org.equipoise.stats.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.equipoise.stats.domain.findings.TimeToEventFinding.Curve;
import org.equipoise.stats.domain.findings.TimeToEventFinding.Step;
import org.equipoise.stats.report.drawing.Anchor;
import org.equipoise.stats.report.drawing.Canvas;
import org.equipoise.stats.report.drawing.Drawing;
import org.equipoise.stats.report.drawing.Pen;
import org.equipoise.stats.report.drawing.Point;
import org.equipoise.stats.report.drawing.Shade;

/** Kaplan and Meier's curves with the censored times and the numbers at risk. */
public final class SurvivalChart {

    private static final double FOOT = 260;
    private static final List<Pen> PENS = List.of(Pen.THIN, Pen.DASHED);
    private static final double ROW = 17;

    private SurvivalChart() {}

    public static Drawing of(List<Curve> curves, String time, String free) {
        double end = curves.stream()
                .flatMap(curve -> curve.steps().stream())
                .mapToDouble(Step::time)
                .max()
                .orElse(1);
        Axis across = Axis.around(0, Math.max(end, 1), 7, Plot.LEFT + 12, Plot.RIGHT);
        Plot plot = new Plot(across, new Axis(0, 1, FOOT, Plot.TOP, 0.2));
        plot.upwards(free).along(time);
        IntStream.range(0, curves.size()).forEach(index -> draw(plot, curves.get(index), PENS.get(index % 2)));
        atRisk(plot, across, curves);
        return plot.legend(IntStream.range(0, curves.size())
                        .mapToObj(index -> new Plot.Entry(
                                "Arm " + curves.get(index).label() + " (tick: censored)", PENS.get(index % 2), null))
                        .toList())
                .drawing();
    }

    private static void draw(Plot plot, Curve curve, Pen pen) {
        List<Point> corners = new ArrayList<>();
        double free = 1;
        for (Step step : curve.steps()) {
            corners.add(plot.at(step.time(), free));
            corners.add(plot.at(step.time(), step.free()));
            free = step.free();
        }
        plot.canvas().path(corners, pen);
        curve.steps().stream()
                .filter(step -> step.censored() > 0)
                .map(step -> plot.at(step.time(), step.free()))
                .forEach(point -> plot.canvas().line(point.moved(0, -5), point.moved(0, 5), 1.3, Shade.BLACK));
    }

    private static void atRisk(Plot plot, Axis across, List<Curve> curves) {
        Canvas canvas = plot.canvas();
        double top = plot.below(ROW * (curves.size() + 1) + 6) + 12;
        canvas.text(new Point(8, top), Anchor.START, "Subjects at risk");
        for (int index = 0; index < curves.size(); index++) {
            double y = top + ROW * (index + 1);
            Curve curve = curves.get(index);
            canvas.text(new Point(8, y), Anchor.START, "Arm " + curve.label());
            across.ticks()
                    .forEach(tick -> canvas.text(
                            new Point(across.at(tick), y), Anchor.MIDDLE, Integer.toString(at(curve, tick))));
        }
    }

    private static int at(Curve curve, double time) {
        return curve.steps().stream()
                .filter(step -> step.time() > 0 && step.time() >= time)
                .mapToInt(Step::atRisk)
                .findFirst()
                .orElse(time <= 0 ? curve.n() : 0);
    }
}
