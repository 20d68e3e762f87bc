package org.equipoise.stats.domain.numerics;

/**
 * Nodes and weights of the n-point Gauss&ndash;Legendre rule on [&minus;1, 1].
 *
 * <p>The rule integrates polynomials of degree 2n &minus; 1 exactly. Nodes are the roots of the Legendre polynomial
 * P<sub>n</sub>, found by Newton's method from the asymptotic guess cos(&pi;(i &minus; 1/4)/(n + 1/2)); the weights are
 * 2 / ((1 &minus; x&sup2;) P&prime;<sub>n</sub>(x)&sup2;) (Abramowitz and Stegun, Handbook of Mathematical Functions,
 * 25.4.29).
 */
public final class GaussLegendreRule {

    private static final int NEWTON_STEPS = 8;

    private final double[] nodes;
    private final double[] weights;

    /**
     * Computes the rule.
     *
     * @param points the number of nodes, even and from 2 to 128; an even number keeps the rule free of a node at 0
     */
    public GaussLegendreRule(int points) {
        if (points < 2 || points > 128 || points % 2 != 0) {
            throw new IllegalArgumentException(
                    "points must be an even number from 2 to 128, but is " + points + "; 16 suits most integrands");
        }
        nodes = new double[points];
        weights = new double[points];
        for (int i = 0; i < points / 2; i++) {
            double x = Math.cos(Math.PI * (i + 0.75) / (points + 0.5));
            double slope = 0;
            for (int step = 0; step < NEWTON_STEPS; step++) {
                double previous = 1;
                double current = x;
                for (int degree = 2; degree <= points; degree++) {
                    double next = ((2 * degree - 1) * x * current - (degree - 1) * previous) / degree;
                    previous = current;
                    current = next;
                }
                slope = points * (x * current - previous) / (x * x - 1);
                x -= current / slope;
            }
            nodes[i] = -x;
            nodes[points - 1 - i] = x;
            weights[i] = 2 / ((1 - x * x) * slope * slope);
            weights[points - 1 - i] = weights[i];
        }
    }

    /**
     * The number of nodes.
     *
     * @return n
     */
    public int points() {
        return nodes.length;
    }

    /**
     * A node.
     *
     * @param index from 0 to n &minus; 1
     * @return the node, ascending with the index
     */
    public double node(int index) {
        return nodes[index];
    }

    /**
     * A weight.
     *
     * @param index from 0 to n &minus; 1
     * @return the weight of the node of that index; the weights add to 2
     */
    public double weight(int index) {
        return weights[index];
    }
}
