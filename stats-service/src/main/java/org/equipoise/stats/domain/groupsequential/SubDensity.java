package org.equipoise.stats.domain.groupsequential;

import org.equipoise.stats.domain.numerics.GaussLegendreRule;
import org.equipoise.stats.domain.numerics.StandardNormal;

/**
 * The density of the score at one look on the paths that have not stopped before or at it, held at the nodes of a
 * {@link LookMesh} and multiplied by the quadrature weights.
 *
 * <p>The score S(I) at information I is a Brownian motion with drift &theta;: S(I) ~ N(&theta;I, I), and Z = S/&radic;I.
 * With continuation intervals C<sub>k</sub> and increments &Delta; = I<sub>k</sub> &minus; I<sub>k&minus;1</sub>,
 *
 * <pre>g&#8342;(s) = &int;<sub>C&#8342;&#8331;&#8321;</sub> g&#8342;&#8331;&#8321;(u) &phi;((s &minus; u &minus; &theta;&Delta;)/&radic;&Delta;)/&radic;&Delta; du</pre>
 *
 * (Armitage, McPherson and Rowe, JRSS A 1969; Jennison and Turnbull, Group Sequential Methods, chapter 19). Every sum has
 * positive terms only, so that tiny probabilities keep their relative accuracy. On two panels with centres c, d and
 * nodes c + a&#8342;, d + b&#8342; the kernel separates into exp(&minus;&delta;&sup2;/2) exp(&minus;&delta;a) E(a, b)
 * exp(&delta;b) with &delta; = (c &minus; d &minus; &theta;&Delta;)/&radic;&Delta;, where E depends on the two widths only:
 * one matrix serves all pairs of panels of the same widths.
 */
final class SubDensity {

    /** Kernel contributions beyond this many conditional standard deviations are below 1e-17 of the rest. */
    private static final double WINDOW = 9;

    /** Target panels wider than this many kernel standard deviations are served node by node. */
    private static final double WIDE_PANEL = 2.5;

    private final LookMesh mesh;
    private final double information;
    private final double drift;
    private final double[] mass;

    private SubDensity(LookMesh mesh, double information, double drift, double[] mass) {
        this.mesh = mesh;
        this.information = information;
        this.drift = drift;
        this.mass = mass;
    }

    /** The density at the first look: N(&theta;I, I) on the mesh. */
    static SubDensity first(LookMesh mesh, double information, double drift) {
        double deviation = Math.sqrt(information);
        GaussLegendreRule rule = mesh.rule();
        int points = rule.points();
        double[] mass = new double[mesh.nodes()];
        for (int panel = 0; panel < mesh.panels(); panel++) {
            double half = mesh.halfWidth(panel);
            for (int i = 0; i < points; i++) {
                double node = mesh.center(panel) + half * rule.node(i);
                double z = (node - drift * information) / deviation;
                mass[panel * points + i] = rule.weight(i) * half * StandardNormal.density(z) / deviation;
            }
        }
        return new SubDensity(mesh, information, drift, mass);
    }

    double information() {
        return information;
    }

    LookMesh mesh() {
        return mesh;
    }

    /** The density at the next look, on its mesh. */
    SubDensity next(LookMesh target, double nextInformation) {
        Transition transition = new Transition(this, nextInformation);
        return new SubDensity(target, nextInformation, drift, transition.onto(target));
    }

    /** The same density under another drift: each node is multiplied by exp((&theta;' &minus; &theta;)s &minus; (&theta;'&sup2; &minus; &theta;&sup2;)I/2). */
    SubDensity underDrift(double newDrift) {
        double change = newDrift - drift;
        if (change == 0) {
            return this;
        }
        double[] tilted = new double[mass.length];
        double constant = 0.5 * change * (newDrift + drift) * information;
        for (int i = 0; i < mass.length; i++) {
            tilted[i] = mass[i] == 0 ? 0 : mass[i] * Math.exp(change * mesh.node(i) - constant);
        }
        return new SubDensity(mesh, information, newDrift, tilted);
    }

    /** The probability of having continued through this look. */
    double total() {
        double sum = 0;
        for (double value : mass) {
            sum += value;
        }
        return sum;
    }

    /** P(continued so far, and the score at the next look is above the bound). */
    double exitAbove(double bound, double nextInformation) {
        if (bound == Double.POSITIVE_INFINITY || mesh.panels() == 0) {
            return 0;
        }
        double increment = nextInformation - information;
        double deviation = Math.sqrt(increment);
        double peak = Math.min(bound * information / nextInformation, mesh.upper());
        int first = mesh.firstPanelAbove(peak - windowOver(nextInformation));
        double sum = 0;
        int points = mesh.nodesPerPanel();
        double shifted = bound - drift * increment;
        for (int index = first * points; index < mass.length; index++) {
            sum += mass[index] * StandardNormal.above((shifted - mesh.node(index)) / deviation);
        }
        return sum;
    }

    /** P(continued so far, and the score at the next look is below the bound). */
    double exitBelow(double bound, double nextInformation) {
        if (bound == Double.NEGATIVE_INFINITY || mesh.panels() == 0) {
            return 0;
        }
        double increment = nextInformation - information;
        double deviation = Math.sqrt(increment);
        double peak = Math.max(bound * information / nextInformation, mesh.lower());
        int last = mesh.lastPanelBelow(peak + windowOver(nextInformation));
        double sum = 0;
        int end = (last + 1) * mesh.nodesPerPanel();
        double shifted = bound - drift * increment;
        for (int index = 0; index < end; index++) {
            sum += mass[index] * StandardNormal.below((shifted - mesh.node(index)) / deviation);
        }
        return sum;
    }

    /** The density of the score at the next look, at one point, on the paths that continued so far. */
    double nextDensityAt(double point, double nextInformation) {
        double increment = nextInformation - information;
        double deviation = Math.sqrt(increment);
        double sum = 0;
        double shifted = point - drift * increment;
        int points = mesh.nodesPerPanel();
        int first = firstSource(point, nextInformation);
        int last = lastSource(point, nextInformation);
        for (int index = first * points; index < (last + 1) * points; index++) {
            double z = (shifted - mesh.node(index)) / deviation;
            sum += mass[index] * Math.exp(-0.5 * z * z);
        }
        return sum * StandardNormal.density(0) / deviation;
    }

    private double windowOver(double nextInformation) {
        return WINDOW * Math.sqrt((nextInformation - information) * information / nextInformation);
    }

    private int firstSource(double point, double nextInformation) {
        double peak = Math.min(point * information / nextInformation, mesh.upper());
        return mesh.firstPanelAbove(peak - windowOver(nextInformation));
    }

    private int lastSource(double point, double nextInformation) {
        double peak = Math.max(point * information / nextInformation, mesh.lower());
        return mesh.lastPanelBelow(peak + windowOver(nextInformation));
    }

    /** The convolution with the normal increment to the next look. */
    private static final class Transition {

        private final SubDensity source;
        private final double nextInformation;
        private final double deviation;
        private final double shift;
        private final int points;
        private final double[] growth;
        private final double[] sums;

        Transition(SubDensity source, double nextInformation) {
            this.source = source;
            this.nextInformation = nextInformation;
            double increment = nextInformation - source.information;
            this.deviation = Math.sqrt(increment);
            this.shift = source.drift * increment;
            this.points = source.mesh.nodesPerPanel();
            this.growth = new double[points];
            this.sums = new double[points];
        }

        double[] onto(LookMesh target) {
            double[][][] kernels = new double[target.runCount()][source.mesh.runCount()][];
            double[] result = new double[target.nodes()];
            if (source.mesh.panels() == 0) {
                return result;
            }
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
            GaussLegendreRule rule = target.rule();
            for (int i = 0; i < points; i++) {
                int index = panel * points + i;
                result[index] = rule.weight(i)
                        * target.halfWidth(panel)
                        * source.nextDensityAt(target.node(index), nextInformation);
            }
        }

        private void wholePanel(LookMesh target, int panel, double[][] kernelsOfRun, double[] result) {
            LookMesh from = source.mesh;
            double center = target.center(panel);
            double half = target.halfWidth(panel);
            int first = source.firstSource(center - half, nextInformation);
            int last = source.lastSource(center + half, nextInformation);
            int offset = panel * points;
            for (int other = first; other <= last; other++) {
                int run = from.run(other);
                double[] kernel = kernelsOfRun[run];
                if (kernel == null) {
                    kernel = kernel(half, from.runHalfWidth(run));
                    kernelsOfRun[run] = kernel;
                }
                double distance = (center - from.center(other) - shift) / deviation;
                multiply(kernel, distance, from.halfWidth(other) / deviation, other * points);
                double scale = Math.exp(-0.5 * distance * distance);
                fillGrowth(distance * half / deviation);
                for (int i = 0; i < points; i++) {
                    result[offset + i] += scale * sums[i] * growth[points - 1 - i];
                }
            }
            double factor = half * StandardNormal.density(0) / deviation;
            for (int i = 0; i < points; i++) {
                result[offset + i] *= factor * target.rule().weight(i);
            }
        }

        /** E(a, b) = exp(-(a - b)&sup2;/2) for the nodes a of a target panel and b of a source panel. */
        private double[] kernel(double targetHalf, double sourceHalf) {
            GaussLegendreRule rule = source.mesh.rule();
            double[] kernel = new double[points * points];
            for (int i = 0; i < points; i++) {
                for (int j = 0; j < points; j++) {
                    double z = (targetHalf * rule.node(i) - sourceHalf * rule.node(j)) / deviation;
                    kernel[i * points + j] = Math.exp(-0.5 * z * z);
                }
            }
            return kernel;
        }

        private void multiply(double[] kernel, double distance, double sourceHalf, int sourceOffset) {
            fillGrowth(distance * sourceHalf);
            double[] mass = source.mass;
            for (int j = 0; j < points; j++) {
                growth[j] *= mass[sourceOffset + j];
            }
            for (int i = 0; i < points; i++) {
                double sum = 0;
                int row = i * points;
                for (int j = 0; j < points; j++) {
                    sum += kernel[row + j] * growth[j];
                }
                sums[i] = sum;
            }
        }

        /** Sets growth to exp(rate x) at the nodes x of the rule, which lie symmetrically about 0. */
        private void fillGrowth(double rate) {
            GaussLegendreRule rule = source.mesh.rule();
            for (int i = 0; i < points / 2; i++) {
                double value = Math.exp(rate * rule.node(points - 1 - i));
                growth[points - 1 - i] = value;
                growth[i] = 1 / value;
            }
        }
    }
}
