package org.equipoise.stats.domain.groupsequential;

import org.equipoise.stats.domain.numerics.StandardNormal;

/** Finds, look by look, the upper bounds whose crossing probabilities without an effect are given. */
final class SpendingSolver {

    /** Increments below this cannot be resolved in double precision: the look then never stops. */
    static final double SMALLEST_INCREMENT = 1e-280;

    /** exp(-40) is 4e-18. */
    private static final double NEGLIGIBLE_EXPONENT = 40;

    private final Resolution resolution;
    private final double[] information;
    private final double[] increments;
    private final boolean symmetric;
    private double rounding;

    SpendingSolver(Resolution resolution, double[] information, double[] increments, boolean symmetric) {
        this.resolution = resolution;
        this.information = information;
        this.increments = increments;
        this.symmetric = symmetric;
    }

    /** What the rounding of the spent alpha to double precision means for the critical values, after {@link #solve}. */
    double rounding() {
        return rounding;
    }

    /** The critical values on the z scale; +&infin; where nothing may be spent. */
    double[] solve(double[] start) {
        Coverage coverage = Coverage.of(0, smallestIncrement());
        if (!symmetric) {
            coverage = coverage.withFloors(floors());
        }
        ScoreProcess process = new ScoreProcess(resolution, information, coverage);
        double[] critical = new double[information.length];
        double spent = 0;
        double ahead = 0;
        double[] density = new double[1];
        for (int look = 0; look < information.length; look++) {
            double root = Math.sqrt(information[look]);
            spent += increments[look];
            if (increments[look] < SMALLEST_INCREMENT) {
                critical[look] = Double.POSITIVE_INFINITY;
            } else if (look == 0) {
                critical[look] = StandardNormal.upperQuantile(increments[look]);
            } else {
                double nominal = StandardNormal.upperQuantile(spent);
                double guess = start == null ? nominal + ahead : start[look];
                critical[look] = BoundSearch.upper(process, increments[look], guess * root) / root;
                ahead = critical[look] - nominal;
                process.exitAbove(critical[look] * root, density);
                rounding = Math.max(rounding, Math.ulp(spent) / (density[0] * root));
            }
            if (look + 1 < information.length) {
                double bound = critical[look] * root;
                process.stopOutside(symmetric ? -bound : Double.NEGATIVE_INFINITY, bound);
            }
        }
        return critical;
    }

    /**
     * Scores below which a path may be dropped at each look of a one-sided test: from there the probability of crossing
     * any later bound, which is at least that of the nominal level of all the alpha spent by then, is a negligible share
     * of what that look spends. P(S&#8342; &lt; &minus;l, S&#8344; &gt; b) is at most exp(&minus;l&sup2;/(2I&#8342;) &minus; (b +
     * l)&sup2;/(2(I&#8344; &minus; I&#8342;))).
     */
    private double[] floors() {
        double[] floors = new double[information.length];
        double spent = 0;
        for (int later = 0; later < information.length; later++) {
            spent += increments[later];
            if (increments[later] >= SMALLEST_INCREMENT) {
                double bound = StandardNormal.upperQuantile(spent) * Math.sqrt(information[later]);
                double exponent = 2 * (NEGLIGIBLE_EXPONENT - Math.log(increments[later]));
                for (int look = 0; look < later; look++) {
                    floors[look] = Math.min(floors[look], floor(look, later, bound, exponent));
                }
            }
        }
        return floors;
    }

    /** The negative of the l with l&sup2;/I + (b + l)&sup2;/(J &minus; I) = exponent. */
    private double floor(int look, int later, double bound, double exponent) {
        double here = information[look];
        double left = information[later] - here;
        double sum = here + left;
        double product = here * left * exponent;
        double root = Math.sqrt(Math.max(0, here * here * bound * bound - sum * (here * bound * bound - product)));
        return -Math.max(0, (root - here * bound) / sum);
    }

    private double smallestIncrement() {
        double smallest = 1;
        for (double increment : increments) {
            if (increment >= SMALLEST_INCREMENT) {
                smallest = Math.min(smallest, increment);
            }
        }
        return smallest;
    }
}
