package org.equipoise.stats.domain.survival;

import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.numerics.HouseholderQr;

/**
 * Newton's method for the partial likelihood, with steps halved until they raise it.
 *
 * <p>The likelihood has no maximum if it keeps rising along a direction. Then the predictors grow without bound
 * by steps that do not shrink while the information along them vanishes: predictors more than 25 apart with less than a millionth of
 * the information without effects end the search as divergent.
 */
final class CoxSearch {

    private static final int MOST_STEPS = 200;
    private static final int POLISHING_STEPS = 3;
    private static final double CLOSE = 1e-3;
    private static final double LONGEST_STEP = 5;
    private static final double FLAT = 1e-6;
    private static final double BARELY_RISING = 1e-3;
    private static final double FARTHEST = 25;

    private final CoxRows data;
    private final TieHandling ties;

    CoxSearch(CoxRows data, TieHandling ties) {
        this.data = data;
        this.ties = ties;
    }

    /**
     * The end of the search: the coefficients of the standardized covariates, the likelihood without effects and the one reached, and the
     * column along which there is no maximum, or &minus;1.
     */
    static final class Maximum {
        private final double[] beta;
        private final PartialLikelihood atZero;
        private final PartialLikelihood atMaximum;
        private final int divergent;

        Maximum(double[] beta, PartialLikelihood atZero, PartialLikelihood atMaximum, int divergent) {
            this.beta = beta;
            this.atZero = atZero;
            this.atMaximum = atMaximum;
            this.divergent = divergent;
        }

        double[] beta() {
            return beta;
        }

        PartialLikelihood atZero() {
            return atZero;
        }

        PartialLikelihood atMaximum() {
            return atMaximum;
        }

        int divergent() {
            return divergent;
        }
    }

    Outcome<Maximum> maximum() {
        double[] beta = new double[data.columns()];
        PartialLikelihood zero = new PartialLikelihood(data, ties, beta);
        PartialLikelihood here = zero;
        for (int step = 0; step < MOST_STEPS; step++) {
            HouseholderQr qr = new HouseholderQr(here.information());
            if (qr.dependentColumn().isPresent()) {
                return Outcome.computed(
                        new Maximum(beta, zero, here, qr.dependentColumn().get()));
            }
            double[] direction = qr.solve(qr.rotate(here.gradient()));
            double length = largest(direction);
            if (length <= CLOSE) {
                return polished(beta, direction, zero);
            }
            if (range(here) > FARTHEST && flat(zero, here, direction) < FLAT) {
                return Outcome.computed(new Maximum(beta, zero, here, column(direction)));
            }
            double[] next = beta;
            PartialLikelihood there = here;
            for (double part = Math.min(1, LONGEST_STEP / length); part > 1e-12; part *= 0.5) {
                next = moved(beta, direction, part);
                there = new PartialLikelihood(data, ties, next);
                if (there.value() > here.value()) {
                    break;
                }
            }
            if (!(there.value() > here.value())) {
                return flat(zero, here, direction) < BARELY_RISING
                        ? Outcome.computed(new Maximum(beta, zero, here, column(direction)))
                        : notConverged(step, product(here.gradient(), direction));
            }
            beta = next;
            here = there;
        }
        return notConverged(MOST_STEPS, product(here.gradient(), here.gradient()));
    }

    /** Near the maximum full steps double the digits; their gain is lost in the rounding of the likelihood. */
    private Outcome<Maximum> polished(double[] start, double[] firstDirection, PartialLikelihood zero) {
        double[] beta = moved(start, firstDirection, 1);
        PartialLikelihood here = new PartialLikelihood(data, ties, beta);
        for (int step = 0; step < POLISHING_STEPS; step++) {
            HouseholderQr qr = new HouseholderQr(here.information());
            if (qr.dependentColumn().isPresent()) {
                return notConverged(step, 0);
            }
            beta = moved(beta, qr.solve(qr.rotate(here.gradient())), 1);
            here = new PartialLikelihood(data, ties, beta);
        }
        return Outcome.computed(new Maximum(beta, zero, here, -1));
    }

    private static double largest(double[] values) {
        return Math.abs(values[column(values)]);
    }

    private static int column(double[] values) {
        int largest = 0;
        for (int j = 1; j < values.length; j++) {
            largest = Math.abs(values[j]) > Math.abs(values[largest]) ? j : largest;
        }
        return largest;
    }

    private static double[] moved(double[] beta, double[] direction, double part) {
        double[] next = beta.clone();
        for (int j = 0; j < next.length; j++) {
            next[j] += part * direction[j];
        }
        return next;
    }

    private static double product(double[] left, double[] right) {
        double sum = 0;
        for (int j = 0; j < left.length; j++) {
            sum += left[j] * right[j];
        }
        return sum;
    }

    /** How far apart the predictors of two participants are. */
    private double range(PartialLikelihood here) {
        double lowest = 0;
        double highest = 0;
        for (int row = 0; row < data.rows(); row++) {
            lowest = Math.min(lowest, here.predictor(row));
            highest = Math.max(highest, here.predictor(row));
        }
        return highest - lowest;
    }

    /** The information in a direction relative to that without effects. */
    private static double flat(PartialLikelihood zero, PartialLikelihood here, double[] direction) {
        return form(here, direction) / form(zero, direction);
    }

    private static double form(PartialLikelihood likelihood, double[] beta) {
        double[][] information = likelihood.information();
        double sum = 0;
        for (int i = 0; i < beta.length; i++) {
            sum += beta[i] * product(information[i], beta);
        }
        return sum;
    }

    private static Outcome<Maximum> notConverged(int steps, double gain) {
        return Outcome.notComputed(
                Outcome.Reason.NOT_CONVERGED,
                "After " + steps + " steps the likelihood could still rise by about " + gain / 2 + ".",
                "Leave out covariates that nearly repeat each other, or rescale extreme values.");
    }
}
