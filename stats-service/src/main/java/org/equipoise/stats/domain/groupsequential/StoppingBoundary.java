package org.equipoise.stats.domain.groupsequential;

import java.util.List;
import org.equipoise.stats.domain.numerics.StandardNormal;

/**
 * The efficacy boundary of a group-sequential test: the critical value at each look and the alpha that it spends.
 *
 * @param alpha the type I error probability of the whole test, over all sides
 * @param sides whether it is one- or two-sided
 * @param looks the looks in their order
 * @param numericalError an estimate, on the safe side, of the absolute error of the critical values: the largest difference
 *     between two computations of different resolution, plus the effect of rounding the spent alpha to double precision
 */
public record StoppingBoundary(double alpha, TestSides sides, List<BoundaryLook> looks, double numericalError) {

    /** Copies the looks. */
    public StoppingBoundary {
        looks = List.copyOf(looks);
    }

    /**
     * One look.
     *
     * @param number the look, from 1
     * @return its critical value and levels
     */
    public BoundaryLook look(int number) {
        if (number < 1 || number > looks.size()) {
            throw new IllegalArgumentException(
                    "the look must lie between 1 and " + looks.size() + ", but is " + number);
        }
        return looks.get(number - 1);
    }

    /**
     * The critical values of all looks.
     *
     * @return z in the order of the looks
     */
    public List<Double> criticalValues() {
        return looks.stream().map(BoundaryLook::criticalValue).toList();
    }

    /**
     * The information fractions of all looks.
     *
     * @return t in the order of the looks
     */
    public InformationFractions informationFractions() {
        return InformationFractions.of(
                looks.stream().map(BoundaryLook::informationFraction).toList());
    }

    /**
     * Whether a statistic rejects the null hypothesis at a look.
     *
     * @param look the look, from 1
     * @param z the statistic Z at that look, finite
     * @return whether Z (|Z| if two-sided) is above the critical value
     */
    public boolean rejects(int look, double z) {
        if (!Double.isFinite(z)) {
            throw new IllegalArgumentException("z must be finite, but is " + z);
        }
        double statistic = sides == TestSides.TWO_SIDED ? Math.abs(z) : z;
        return statistic > look(look).criticalValue();
    }

    /** Builds the looks from critical values and what each spends. */
    static StoppingBoundary of(double alpha, TestSides sides, BoundaryValues values, InformationFractions fractions) {
        BoundaryLook[] looks = new BoundaryLook[values.looks()];
        double cumulative = 0;
        for (int i = 0; i < looks.length; i++) {
            double spent = sides.count() * values.increment(i);
            cumulative = i + 1 == looks.length && values.exhaustsAlpha() ? alpha : cumulative + spent;
            double nominal = Math.min(1, sides.count() * StandardNormal.above(values.critical(i)));
            looks[i] = new BoundaryLook(i + 1, fractions.at(i + 1), values.critical(i), spent, cumulative, nominal);
        }
        return new StoppingBoundary(alpha, sides, List.of(looks), values.numericalError());
    }

    double[] criticalArray() {
        return looks.stream().mapToDouble(BoundaryLook::criticalValue).toArray();
    }
}
