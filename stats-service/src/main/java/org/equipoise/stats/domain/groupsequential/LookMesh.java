package org.equipoise.stats.domain.groupsequential;

import java.util.Arrays;
import org.equipoise.stats.domain.numerics.GaussLegendreRule;

/**
 * The quadrature mesh of one look: panels that cover its continuation interval on the score scale, each with the nodes
 * of a Gauss&ndash;Legendre rule.
 *
 * <p>The interval is cut at the edges of every layer that an earlier boundary left behind (see {@link Layers}); between
 * two cuts the panels have one width, small enough for the narrowest layer there and for the transition to the next
 * look. Panels of one run therefore share their kernel matrices.
 */
final class LookMesh {

    /** The continuation interval is empty or too fine to be covered: more panels than this are refused. */
    static final int MAX_PANELS = 250_000;

    private final GaussLegendreRule rule;
    private final double[] centers;
    private final double[] halfWidths;
    private final int[] runs;
    private final double[] runHalfWidths;

    private LookMesh(
            GaussLegendreRule rule, double[] centers, double[] halfWidths, int[] runs, double[] runHalfWidths) {
        this.rule = rule;
        this.centers = centers;
        this.halfWidths = halfWidths;
        this.runs = runs;
        this.runHalfWidths = runHalfWidths;
    }

    /**
     * Lays the panels.
     *
     * @param resolution rule and width of a panel in units of the local scale
     * @param lower lower end of the continuation interval, finite
     * @param upper upper end, finite; an interval that is not positive gives a mesh without panels
     * @param scale standard deviation of the narrowest smooth feature everywhere
     * @param layers the layers left by earlier boundaries
     * @return the mesh
     */
    static LookMesh cover(Resolution resolution, double lower, double upper, double scale, Layers layers) {
        if (!(upper > lower)) {
            return new LookMesh(resolution.rule(), new double[0], new double[0], new int[0], new double[0]);
        }
        double[] cuts = layers.cuts(lower, upper);
        int runCount = cuts.length - 1;
        int[] panelsPerRun = new int[runCount];
        int total = 0;
        for (int run = 0; run < runCount; run++) {
            double middle = 0.5 * (cuts[run] + cuts[run + 1]);
            double width = resolution.panelWidth() * Math.min(scale, layers.scaleAt(middle));
            panelsPerRun[run] = (int) Math.min(MAX_PANELS, Math.ceil((cuts[run + 1] - cuts[run]) / width));
            panelsPerRun[run] = Math.max(1, panelsPerRun[run]);
            total = Math.min(MAX_PANELS, total + panelsPerRun[run]);
        }
        double[] centers = new double[total];
        double[] halfWidths = new double[total];
        int[] runs = new int[total];
        double[] runHalfWidths = new double[runCount];
        int panel = 0;
        for (int run = 0; run < runCount; run++) {
            double half = 0.5 * (cuts[run + 1] - cuts[run]) / panelsPerRun[run];
            runHalfWidths[run] = half;
            for (int i = 0; i < panelsPerRun[run] && panel < total; i++) {
                centers[panel] = cuts[run] + (2 * i + 1) * half;
                halfWidths[panel] = half;
                runs[panel] = run;
                panel++;
            }
        }
        return new LookMesh(resolution.rule(), centers, halfWidths, runs, runHalfWidths);
    }

    GaussLegendreRule rule() {
        return rule;
    }

    int panels() {
        return centers.length;
    }

    int nodesPerPanel() {
        return rule.points();
    }

    int nodes() {
        return centers.length * rule.points();
    }

    double center(int panel) {
        return centers[panel];
    }

    double halfWidth(int panel) {
        return halfWidths[panel];
    }

    int run(int panel) {
        return runs[panel];
    }

    int runCount() {
        return runHalfWidths.length;
    }

    double runHalfWidth(int run) {
        return runHalfWidths[run];
    }

    double lower() {
        return centers[0] - halfWidths[0];
    }

    double upper() {
        int last = centers.length - 1;
        return centers[last] + halfWidths[last];
    }

    double node(int index) {
        int points = rule.points();
        int panel = index / points;
        return centers[panel] + halfWidths[panel] * rule.node(index - panel * points);
    }

    /** The first panel that reaches beyond the point; the number of panels if none does. */
    int firstPanelAbove(double point) {
        int found = Arrays.binarySearch(centers, point);
        int panel = Math.max(0, (found >= 0 ? found : -found - 1) - 1);
        while (panel < centers.length && centers[panel] + halfWidths[panel] <= point) {
            panel++;
        }
        return panel;
    }

    /** The last panel that starts below the point; &minus;1 if none does. */
    int lastPanelBelow(double point) {
        int found = Arrays.binarySearch(centers, point);
        int panel = Math.min(centers.length - 1, found >= 0 ? found : -found - 1);
        while (panel >= 0 && centers[panel] - halfWidths[panel] >= point) {
            panel--;
        }
        return panel;
    }
}
