package org.equipoise.stats.domain.groupsequential;

import java.util.Arrays;
import org.equipoise.stats.domain.numerics.GaussLegendreRule;
import org.equipoise.stats.domain.numerics.StandardNormal;

/**
 * The convolution of a {@link SubDensity} with the normal increment of the score up to the next look.
 *
 * <p>On two panels with centres c, d and nodes c + a<sub>i</sub>, d + b<sub>j</sub>, in units of the increment's standard
 * deviation and with &delta; = c &minus; d &minus; its mean, the kernel separates:
 *
 * <pre>exp(&minus;(&delta; + a&#7522; &minus; b&#11388;)&sup2;/2) = exp(&minus;&delta;&sup2;/2) exp(&minus;&delta;a&#7522;) E&#7522;&#11388; exp(&delta;b&#11388;),  E&#7522;&#11388; = exp(&minus;(a&#7522; &minus; b&#11388;)&sup2;/2)</pre>
 *
 * E depends on the two widths only, so that one matrix serves all pairs of panels of the same widths and most of the work
 * is multiplication of small matrices.
 */
final class Transition {

    /** Target panels with a larger half width, in kernel standard deviations, are served node by node. */
    private static final double WIDE_PANEL = 3;

    /** Panels farther apart than this many kernel standard deviations do not see each other: exp(-38.6&sup2;/2) is 0. */
    private static final double UNDERFLOW = 38.6;

    private final SubDensity source;
    private final double nextInformation;
    private final double deviation;
    private final double shift;
    private final GaussLegendreRule rule;
    private final double[] growth;
    private final double[] sums;

    Transition(SubDensity source, double nextInformation) {
        this.source = source;
        this.nextInformation = nextInformation;
        double increment = nextInformation - source.information();
        this.deviation = Math.sqrt(increment);
        this.shift = source.drift() * increment;
        this.rule = source.mesh().rule();
        this.growth = new double[rule.points()];
        this.sums = new double[rule.points()];
    }

    /** Density times quadrature weight at every node of the next look's mesh. */
    double[] onto(LookMesh target) {
        double[] result = new double[target.nodes()];
        if (source.mesh().panels() == 0) {
            return result;
        }
        double[][][] kernels = new double[target.runCount()][source.mesh().runCount()][];
        for (int panel = 0; panel < target.panels(); panel++) {
            if (target.halfWidth(panel) > WIDE_PANEL * deviation) {
                nodeByNode(target, panel, result);
            } else {
                wholePanel(target, panel, kernels[target.run(panel)], result);
            }
        }
        return result;
    }

    private void nodeByNode(LookMesh target, int panel, double[] result) {
        int offset = panel * rule.points();
        for (int i = 0; i < rule.points(); i++) {
            double node = target.center(panel) + target.halfWidth(panel) * rule.node(i);
            result[offset + i] = rule.weight(i) * target.halfWidth(panel) * source.nextDensityAt(node, nextInformation);
        }
    }

    private void wholePanel(LookMesh target, int panel, double[][] kernelsOfRun, double[] result) {
        LookMesh from = source.mesh();
        int points = rule.points();
        double center = target.center(panel);
        double half = target.halfWidth(panel);
        int first = source.firstSource(center - half, nextInformation);
        int last = source.lastSource(center + half, nextInformation);
        int offset = panel * points;
        for (int other = first; other <= last; other++) {
            double distance = (center - from.center(other) - shift) / deviation;
            if (Math.abs(distance) - (half + from.halfWidth(other)) / deviation > UNDERFLOW) {
                continue;
            }
            int run = from.run(other);
            double[] kernel = kernelsOfRun[run];
            if (kernel == null) {
                kernel = kernel(half, from.runHalfWidth(run));
                kernelsOfRun[run] = kernel;
            }
            multiply(kernel, distance * from.halfWidth(other) / deviation, other * points);
            double scale = Math.exp(-0.5 * distance * distance);
            fillGrowth(distance * half / deviation);
            for (int i = 0; i < points; i++) {
                result[offset + i] += scale * sums[i] * growth[points - 1 - i];
            }
        }
        double factor = half * StandardNormal.density(0) / deviation;
        for (int i = 0; i < points; i++) {
            result[offset + i] *= factor * rule.weight(i);
        }
    }

    /** E for the nodes of a target panel (fast index) and of a source panel. */
    private double[] kernel(double targetHalf, double sourceHalf) {
        int points = rule.points();
        double[] kernel = new double[points * points];
        for (int j = 0; j < points; j++) {
            for (int i = 0; i < points; i++) {
                double z = (targetHalf * rule.node(i) - sourceHalf * rule.node(j)) / deviation;
                kernel[j * points + i] = Math.exp(-0.5 * z * z);
            }
        }
        return kernel;
    }

    private void multiply(double[] kernel, double rate, int sourceOffset) {
        fillGrowth(rate);
        int points = sums.length;
        Arrays.fill(sums, 0);
        for (int j = 0; j < points; j++) {
            double factor = source.mass(sourceOffset + j) * growth[j];
            int column = j * points;
            for (int i = 0; i < points; i++) {
                sums[i] += kernel[column + i] * factor;
            }
        }
    }

    /** Sets growth to exp(rate x) at the nodes x of the rule, which lie symmetrically about 0. */
    private void fillGrowth(double rate) {
        int last = growth.length - 1;
        for (int i = 0; i < growth.length / 2; i++) {
            double value = Math.exp(rate * rule.node(last - i));
            growth[last - i] = value;
            growth[i] = 1 / value;
        }
    }
}
