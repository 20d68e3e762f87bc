package org.equipoise.stats.domain.groupsequential;

import org.equipoise.stats.domain.numerics.StandardNormal;

/** What given critical values spend without an effect, and the last critical value that spends the rest. */
final class FixedBounds {

    private FixedBounds() {}

    /** The probability of crossing the upper bound first at each look, without an effect. */
    static double[] increments(
            Resolution resolution, double[] critical, TestSides sides, InformationFractions fractions) {
        double[] information = fractions.toArray();
        ScoreProcess process = new ScoreProcess(resolution, information, Coverage.of(0, 1e-12));
        double[] increments = new double[critical.length];
        for (int look = 0; look < critical.length; look++) {
            double bound = critical[look] * Math.sqrt(information[look]);
            increments[look] = process.exitAbove(bound);
            if (look + 1 < critical.length) {
                process.stopOutside(sides == TestSides.TWO_SIDED ? -bound : Double.NEGATIVE_INFINITY, bound);
            }
        }
        return increments;
    }

    /** The probability of crossing the upper bound at any look, without an effect. */
    static double total(Resolution resolution, double[] critical, TestSides sides, InformationFractions fractions) {
        double sum = 0;
        for (double increment : increments(resolution, critical, sides, fractions)) {
            sum += increment;
        }
        return Math.min(1, sum);
    }

    /** One constant at every look but the last, where the level that is left is spent. */
    static Completed completed(
            Resolution resolution, double constant, double level, TestSides sides, InformationFractions fractions) {
        double[] information = fractions.toArray();
        int last = information.length - 1;
        ScoreProcess process = new ScoreProcess(resolution, information, Coverage.of(0, level));
        double[] critical = new double[information.length];
        double[] increments = new double[information.length];
        double left = level;
        for (int look = 0; look < last; look++) {
            double bound = constant * Math.sqrt(information[look]);
            critical[look] = constant;
            increments[look] = process.exitAbove(bound);
            left -= increments[look];
            process.stopOutside(sides == TestSides.TWO_SIDED ? -bound : Double.NEGATIVE_INFINITY, bound);
        }
        if (left > 0) {
            double root = Math.sqrt(information[last]);
            double guess = StandardNormal.upperQuantile(level) * root;
            critical[last] = BoundSearch.upper(process, left, guess) / root;
            increments[last] = left;
        }
        return new Completed(critical, increments, left);
    }

    /** The critical values, what each spends, and what was left for the last. */
    static final class Completed {

        private final double[] critical;
        private final double[] increments;
        private final double left;

        Completed(double[] critical, double[] increments, double left) {
            this.critical = critical;
            this.increments = increments;
            this.left = left;
        }

        double[] critical() {
            return critical;
        }

        double[] increments() {
            return increments;
        }

        double left() {
            return left;
        }
    }
}
