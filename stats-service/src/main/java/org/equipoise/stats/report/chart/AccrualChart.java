package org.equipoise.stats.report.chart;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.equipoise.stats.domain.findings.OpenFindings.Accrual;
import org.equipoise.stats.domain.findings.OpenFindings.Forecast;
import org.equipoise.stats.domain.findings.OpenFindings.Week;
import org.equipoise.stats.report.drawing.Drawing;
import org.equipoise.stats.report.drawing.Pen;
import org.equipoise.stats.report.drawing.Point;
import org.equipoise.stats.report.drawing.Shade;
import org.equipoise.stats.report.drawing.Symbol;

/** Randomized subjects by week, against the plan and with the forecast. */
public final class AccrualChart {

    private static final double FOOT = 260;
    private static final double DAYS = 7;
    /** A forecast far beyond the weeks seen would press them flat against the axis. */
    private static final double LONGEST = 4;

    private AccrualChart() {}

    public static Drawing of(Accrual accrual) {
        double present = accrual.weeks().size();
        double end = end(accrual, present);
        double most = Math.max(accrual.planned(), accrual.randomized());
        Plot plot = new Plot(
                Axis.within(0, end * 1.02, 8, Plot.LEFT, Plot.RIGHT), Axis.around(0, most * 1.02, 6, FOOT, Plot.TOP));
        plot.upwards("Subjects randomized").along("Weeks since the first randomization");
        plot.canvas().path(planned(plot, accrual), Pen.DASHED);
        plot.canvas().path(observed(plot, accrual), Pen.THICK);
        List<Plot.Entry> legend = new ArrayList<>();
        legend.add(new Plot.Entry("Randomized", Pen.THICK, null));
        if (planned(plot, accrual).size() > 1) {
            legend.add(new Plot.Entry("Plan", Pen.DASHED, null));
        }
        if (accrual.forecast() != null && !accrual.weeks().isEmpty()) {
            forecast(plot, accrual, end);
            legend.add(new Plot.Entry("Forecast with its 80 % interval", Pen.DOTTED, Symbol.OPEN_DISC));
        }
        return plot.legend(legend).drawing();
    }

    private static double end(Accrual accrual, double present) {
        double end = Math.max(4, present);
        if (accrual.plannedWeeks() != null) {
            end = Math.max(end, accrual.plannedWeeks());
        }
        if (accrual.forecast() != null && !accrual.weeks().isEmpty()) {
            end = Math.max(end, Math.min(week(accrual, accrual.forecast().latest()), LONGEST * end));
        }
        return end;
    }

    private static List<Point> observed(Plot plot, Accrual accrual) {
        List<Point> points = new ArrayList<>();
        points.add(plot.at(0, 0));
        for (Week week : accrual.weeks()) {
            points.add(plot.at(week.number(), week.cumulative()));
        }
        return points;
    }

    private static List<Point> planned(Plot plot, Accrual accrual) {
        List<Point> points = new ArrayList<>();
        if (accrual.plannedWeeks() != null && accrual.plannedWeeks() > 0) {
            points.add(plot.at(0, 0));
            points.add(plot.at(accrual.plannedWeeks(), accrual.planned()));
        }
        return points;
    }

    private static void forecast(Plot plot, Accrual accrual, double end) {
        Forecast forecast = accrual.forecast();
        Point now = plot.at(accrual.weeks().size(), accrual.randomized());
        double level = accrual.planned();
        Point goal = plot.at(week(accrual, forecast.expected()), level);
        plot.canvas().path(List.of(now, goal), Pen.DOTTED);
        Point early = plot.at(week(accrual, forecast.earliest()), level);
        Point late = plot.at(Math.min(end * 1.02, week(accrual, forecast.latest())), level);
        plot.canvas().line(early, late, 1.3, Shade.BLACK);
        plot.canvas().line(early.moved(0, -5), early.moved(0, 5), 1.3, Shade.BLACK);
        plot.canvas().line(late.moved(0, -5), late.moved(0, 5), 1.3, Shade.BLACK);
        plot.canvas().symbol(goal, Symbol.OPEN_DISC);
    }

    private static double week(Accrual accrual, LocalDate day) {
        return ChronoUnit.DAYS.between(accrual.weeks().get(0).start(), day) / DAYS;
    }
}
