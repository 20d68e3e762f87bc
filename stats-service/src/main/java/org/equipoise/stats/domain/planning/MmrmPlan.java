package org.equipoise.stats.domain.planning;

import java.util.List;
import java.util.Objects;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.groupsequential.TestSides;
import org.equipoise.stats.domain.numerics.HouseholderQr;
import org.equipoise.stats.domain.numerics.StandardNormal;

/**
 * Power and sample size of the comparison at the last visit in a mixed model for repeated measures with dropout.
 *
 * <p>With the share r<sub>t</sub> of an arm that is still observed at visit t of m (r<sub>m+1</sub> = 0) and the correlation
 * matrix R<sub>t</sub> of the first t visits, one participant contributes on average the information
 *
 * <blockquote>I = &sum;<sub>t</sub> (r<sub>t</sub> &minus; r<sub>t+1</sub>) [R<sub>t</sub><sup>&minus;1</sup>, padded with zeros],  &phi; = (I<sup>&minus;1</sup>)<sub>mm</sub></blockquote>
 *
 * and the difference at the last visit has the variance &sigma;&sup2;(&phi;&#8321;/n&#8321; + &phi;&#8322;/n&#8322;). Dropout is monotone
 * and at random, the visits' means are free, and the covariance counts as known. Source: Lu, Luo and Chen, International Journal
 * of Biostatistics 2008;4:9.
 *
 * @param correlation R, m rows of m correlations, symmetric and positive definite, with ones on the diagonal
 * @param retention the shares still observed
 * @param effect difference and standard deviation at the last visit
 * @param test level, sides and allocation
 */
public record MmrmPlan(List<List<Double>> correlation, Retention retention, Effect effect, TTestPlan.Test test) {

    private static final int MOST_VISITS = 100;

    /**
     * Which share of each arm is still observed at each visit.
     *
     * @param first of the arm of interest, within (0, 1] and not rising
     * @param second of the reference arm
     */
    public record Retention(List<Double> first, List<Double> second) {
        /** Copies and checks the shares. */
        public Retention {
            first = List.copyOf(first);
            second = List.copyOf(second);
            requireFalling(first);
            requireFalling(second);
        }

        private static void requireFalling(List<Double> shares) {
            double previous = 1;
            for (double share : shares) {
                if (!(share > 0 && share <= previous)) {
                    throw new IllegalArgumentException(
                            "retention must lie within (0, 1] and not rise, but " + share + " follows " + previous);
                }
                previous = share;
            }
        }
    }

    /**
     * What is to be detected.
     *
     * @param difference the difference of the arms at the last visit, not 0
     * @param deviation the standard deviation there, above 0, in the same unit
     */
    public record Effect(double difference, double deviation) {
        /** Checks the numbers. */
        public Effect {
            PlanningChecks.requireFinite("the difference", difference);
            PlanningChecks.requirePositive("the standard deviation", deviation);
            if (difference == 0) {
                throw new IllegalArgumentException("the difference must not be 0; no sample size detects it");
            }
        }
    }

    /** Copies the matrix and checks its form. */
    public MmrmPlan {
        Objects.requireNonNull(effect, "effect");
        Objects.requireNonNull(test, "test");
        correlation = correlation.stream().map(List::copyOf).toList();
        int visits = correlation.size();
        if (visits == 0
                || visits > MOST_VISITS
                || retention.first().size() != visits
                || retention.second().size() != visits) {
            throw new IllegalArgumentException("there must be 1 to " + MOST_VISITS
                    + " visits and one share of each arm for each, but there are " + visits + ", "
                    + retention.first().size() + " and " + retention.second().size());
        }
        for (int i = 0; i < visits; i++) {
            for (int j = 0; j < visits; j++) {
                requireCorrelation(correlation, i, j);
            }
        }
    }

    private static void requireCorrelation(List<List<Double>> correlation, int i, int j) {
        List<Double> row = correlation.get(i);
        if (row.size() != correlation.size()) {
            throw new IllegalArgumentException("row " + (i + 1) + " of the correlation matrix has " + row.size()
                    + " entries instead of " + correlation.size());
        }
        double value = row.get(j);
        boolean diagonal = i == j;
        if (diagonal
                ? value != 1
                : !(Math.abs(value) < 1 && value == correlation.get(j).get(i))) {
            throw new IllegalArgumentException("correlations must be symmetric, 1 on the diagonal and below 1 in size"
                    + " elsewhere, but row " + (i + 1) + " has " + value + " in column " + (j + 1));
        }
    }

    /** The variance factors of the two arms: 1 with complete data and larger with dropout. */
    public record VarianceFactors(double first, double second) {}

    /**
     * What dropout costs at the last visit.
     *
     * @return &phi; of both arms, in units of &sigma;&sup2; for one participant. Not computed if the correlation matrix is not
     *     positive definite
     */
    public Outcome<VarianceFactors> varianceFactors() {
        return factor(retention.first())
                .flatMap(first -> factor(retention.second()).map(second -> new VarianceFactors(first, second)));
    }

    /**
     * The sizes that have a power.
     *
     * @param power the wanted power, above alpha for each side
     * @return fractional sizes n&#8321; = (&phi;&#8321; + r&phi;&#8322;)(z<sub>1&minus;&alpha;/s</sub> +
     *     z<sub>power</sub>)&sup2;&sigma;&sup2;/&Delta;&sup2; and n&#8322; = n&#8321;/r, dropouts included. Not computed if the
     *     correlation matrix is not positive definite or if the sizes leave the range of doubles
     */
    public Outcome<SampleSize> sampleSize(double power) {
        PlanningChecks.requirePower(power);
        double root = PlanningChecks.standardizedEffect(test.alpha(), test.sides(), power) / standardized();
        if (!(root > 0)) {
            throw new IllegalArgumentException("the power " + power + " must be above alpha on each side");
        }
        return varianceFactors().flatMap(factors -> {
            double first = (factors.first() + test.allocation() * factors.second()) * root * root;
            double second = first / test.allocation();
            return second > 0 && first > 0 && first + second < Double.MAX_VALUE
                    ? Outcome.computed(new SampleSize(first, second))
                    : Outcome.notComputed(
                            Outcome.Reason.OUT_OF_RANGE,
                            "The sizes " + first + " and " + second + " leave the range of double precision.",
                            "Check the difference and the standard deviation.");
        });
    }

    /**
     * The power with given numbers of participants, dropouts included.
     *
     * @param size the arms
     * @return &Phi;(|&Delta;|/(&sigma;&radic;(&phi;&#8321;/n&#8321; + &phi;&#8322;/n&#8322;)) &minus; z<sub>1&minus;&alpha;/s</sub>), the
     *     probability of rejecting on the side of the effect. Not computed if the correlation matrix is not positive definite
     */
    public Outcome<Double> power(SampleSize size) {
        TestSides sides = test.sides();
        double critical = StandardNormal.upperQuantile(test.alpha() / sides.count());
        return varianceFactors().map(factors -> {
            double error = Math.sqrt(factors.first() / size.first() + factors.second() / size.second());
            return StandardNormal.below(standardized() / error - critical);
        });
    }

    private double standardized() {
        return Math.abs(effect.difference() / effect.deviation());
    }

    private Outcome<Double> factor(List<Double> shares) {
        int visits = correlation.size();
        double[][] information = new double[visits][visits];
        for (int last = 1; last <= visits; last++) {
            double leaving = shares.get(last - 1) - (last < visits ? shares.get(last) : 0);
            if (leaving > 0 && !addInverse(information, last, leaving)) {
                return notDefinite();
            }
        }
        double[] unit = new double[visits];
        unit[visits - 1] = 1;
        double factor = solve(information, visits, unit)[visits - 1];
        return factor >= 0.5 && factor < Double.MAX_VALUE ? Outcome.computed(factor) : notDefinite();
    }

    private boolean addInverse(double[][] information, int order, double weight) {
        double[][] matrix = new double[order][order];
        for (int i = 0; i < order; i++) {
            for (int j = 0; j < order; j++) {
                matrix[i][j] = correlation.get(i).get(j);
            }
        }
        if (!positiveDefinite(matrix)) {
            return false;
        }
        for (int j = 0; j < order; j++) {
            double[] unit = new double[order];
            unit[j] = 1;
            double[] column = solve(matrix, order, unit);
            for (int i = 0; i < order; i++) {
                information[i][j] += weight * column[i];
            }
        }
        return true;
    }

    private static boolean positiveDefinite(double[][] matrix) {
        double[][] rest = new double[matrix.length][];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = matrix[i].clone();
        }
        for (int k = 0; k < rest.length; k++) {
            if (!(rest[k][k] > 1e-12)) {
                return false;
            }
            for (int i = k + 1; i < rest.length; i++) {
                double ratio = rest[i][k] / rest[k][k];
                for (int j = k; j < rest.length; j++) {
                    rest[i][j] -= ratio * rest[k][j];
                }
            }
        }
        return true;
    }

    private static double[] solve(double[][] symmetric, int order, double[] right) {
        HouseholderQr qr = new HouseholderQr(symmetric);
        if (qr.dependentColumn().isPresent()) {
            return new double[order];
        }
        return qr.solve(qr.rotate(right));
    }

    private static <T> Outcome<T> notDefinite() {
        return Outcome.notComputed(
                Outcome.Reason.NO_SOLUTION,
                "The correlation matrix of the visits is not positive definite.",
                "Check the correlations; those of real data always are, unless visits repeat each other exactly.");
    }
}
