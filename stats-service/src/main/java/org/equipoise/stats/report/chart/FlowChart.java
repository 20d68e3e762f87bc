package org.equipoise.stats.report.chart;

import java.util.ArrayList;
import java.util.List;
import org.equipoise.stats.domain.findings.OpenFindings.Flow;
import org.equipoise.stats.report.drawing.Anchor;
import org.equipoise.stats.report.drawing.Canvas;
import org.equipoise.stats.report.drawing.Drawing;
import org.equipoise.stats.report.drawing.Point;
import org.equipoise.stats.report.drawing.Shade;

/** The flow of subjects: boxes from screening to completion, with those who left to the right. */
public final class FlowChart {

    private static final double MAIN = 200;
    private static final double WIDE = 230;
    private static final double HIGH = 30;
    private static final double STEP = 58;
    private static final double ASIDE = 375;

    private FlowChart() {}

    public static Drawing of(Flow flow) {
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage("Screened", flow.screened(), List.of()));
        stages.add(new Stage(
                "Randomized",
                flow.randomized(),
                List.of("Not randomized: " + flow.notRandomized(), "In screening: " + flow.inScreening())));
        if (flow.treated() != null) {
            stages.add(new Stage("With a dose", flow.treated(), List.of()));
        }
        stages.add(new Stage("With baseline and primary value", flow.withPrimary(), List.of()));
        stages.add(new Stage("Completed", flow.completed(), List.of("Left early: " + flow.discontinued())));
        Canvas canvas = new Canvas();
        for (int index = 0; index < stages.size(); index++) {
            stage(canvas, stages.get(index), 10 + index * STEP, index == 0);
        }
        return canvas.drawing(Plot.WIDTH, 10 + (stages.size() - 1) * STEP + HIGH + 8);
    }

    private static void stage(Canvas canvas, Stage stage, double top, boolean first) {
        if (!first) {
            arrow(canvas, top);
            aside(canvas, stage.aside(), top - (STEP - HIGH) / 2);
        }
        canvas.frame(new Point(MAIN - WIDE / 2, top), WIDE, HIGH);
        canvas.text(new Point(MAIN, top + HIGH / 2 + 4), Anchor.MIDDLE, stage.name() + ": " + stage.count());
    }

    private static void arrow(Canvas canvas, double top) {
        Point tip = new Point(MAIN, top);
        canvas.line(new Point(MAIN, top - (STEP - HIGH)), tip, 1.2, Shade.BLACK);
        canvas.line(tip.moved(-4, -6), tip, 1.2, Shade.BLACK);
        canvas.line(tip.moved(4, -6), tip, 1.2, Shade.BLACK);
    }

    private static void aside(Canvas canvas, List<String> lines, double middle) {
        if (lines.isEmpty()) {
            return;
        }
        double high = 10 + 16 * lines.size();
        canvas.line(new Point(MAIN, middle), new Point(ASIDE, middle), 1.2, Shade.BLACK);
        canvas.frame(new Point(ASIDE, middle - high / 2), WIDE, high);
        for (int index = 0; index < lines.size(); index++) {
            canvas.text(new Point(ASIDE + 12, middle - high / 2 + 17 + 16 * index), Anchor.START, lines.get(index));
        }
    }

    private record Stage(String name, int count, List<String> aside) {}
}
