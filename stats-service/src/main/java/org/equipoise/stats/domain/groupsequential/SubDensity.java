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
 * positive terms only, so that tiny probabilities keep their relative accuracy. Left out are only the contributions far
 * from where a path to the new score passed in all likelihood, by the law of a Brownian bridge.
 */
final class SubDensity {

    /** Kernel contributions beyond this many conditional standard deviations are below 1e-17 of the rest. */
    private static final double WINDOW = 9;

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

    double drift() {
        return drift;
    }

    /** Density times weight at a node. */
    double mass(int index) {
        return mass[index];
    }

    double information() {
        return information;
    }

    LookMesh mesh() {
        return mesh;
    }

    /** The density at the next look, on its mesh. */
    SubDensity next(LookMesh target, double nextInformation) {
        return new SubDensity(target, nextInformation, drift, new Transition(this, nextInformation).onto(target));
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
        return exitAbove(bound, nextInformation, null);
    }

    /** As above; the density of the next score at the bound is stored in the first entry of an array, if one is given. */
    double exitAbove(double bound, double nextInformation, double[] densityAtBound) {
        if (bound == Double.POSITIVE_INFINITY || mesh.panels() == 0) {
            return 0;
        }
        double increment = nextInformation - information;
        double perDeviation = 1 / Math.sqrt(increment);
        double shifted = bound - drift * increment;
        GaussLegendreRule rule = mesh.rule();
        double sum = 0;
        double density = 0;
        int panel = firstSource(bound, nextInformation);
        for (int index = panel * rule.points(); panel < mesh.panels(); panel++) {
            double distance = shifted - mesh.center(panel);
            double half = mesh.halfWidth(panel);
            for (int i = 0; i < rule.points(); i++, index++) {
                double z = (distance - half * rule.node(i)) * perDeviation;
                sum += mass[index] * StandardNormal.above(z);
                density += densityAtBound == null ? 0 : mass[index] * Math.exp(-0.5 * z * z);
            }
        }
        if (densityAtBound != null) {
            densityAtBound[0] = density * StandardNormal.density(0) * perDeviation;
        }
        return sum;
    }

    /** P(continued so far, and the score at the next look is below the bound). */
    double exitBelow(double bound, double nextInformation) {
        if (bound == Double.NEGATIVE_INFINITY || mesh.panels() == 0) {
            return 0;
        }
        double increment = nextInformation - information;
        double perDeviation = 1 / Math.sqrt(increment);
        double shifted = bound - drift * increment;
        GaussLegendreRule rule = mesh.rule();
        double sum = 0;
        int last = lastSource(bound, nextInformation);
        for (int panel = 0, index = 0; panel <= last; panel++) {
            double distance = shifted - mesh.center(panel);
            double half = mesh.halfWidth(panel);
            for (int i = 0; i < rule.points(); i++, index++) {
                sum += mass[index] * StandardNormal.below((distance - half * rule.node(i)) * perDeviation);
            }
        }
        return sum;
    }

    /** The density of the score at the next look, at one point, on the paths that continued so far. */
    double nextDensityAt(double point, double nextInformation) {
        if (mesh.panels() == 0) {
            return 0;
        }
        double increment = nextInformation - information;
        double perDeviation = 1 / Math.sqrt(increment);
        double shifted = point - drift * increment;
        GaussLegendreRule rule = mesh.rule();
        double sum = 0;
        int first = firstSource(point, nextInformation);
        int last = lastSource(point, nextInformation);
        for (int panel = first, index = first * rule.points(); panel <= last; panel++) {
            double distance = shifted - mesh.center(panel);
            double half = mesh.halfWidth(panel);
            for (int i = 0; i < rule.points(); i++, index++) {
                double z = (distance - half * rule.node(i)) * perDeviation;
                sum += mass[index] * Math.exp(-0.5 * z * z);
            }
        }
        return sum * StandardNormal.density(0) * perDeviation;
    }

    private double windowOver(double nextInformation) {
        return WINDOW * Math.sqrt((nextInformation - information) * information / nextInformation);
    }

    int firstSource(double point, double nextInformation) {
        double peak = Math.min(point * information / nextInformation, mesh.upper());
        return mesh.firstPanelAbove(peak - windowOver(nextInformation));
    }

    int lastSource(double point, double nextInformation) {
        double peak = Math.max(point * information / nextInformation, mesh.lower());
        return mesh.lastPanelBelow(peak + windowOver(nextInformation));
    }
}
