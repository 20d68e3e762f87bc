package org.equipoise.randomizer.domain.allocation;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.TreeMap;

/**
 * A sum Σ <i>c</i><sub>q</sub> √<i>q</i> over different square-free <i>q</i>, compared exactly, so that a tie between two
 * imbalances is a tie and not an accident of rounding.
 *
 * <p>Roots of different square-free numbers are linearly independent over the rational numbers; so two sums are equal
 * exactly if all their coefficients are (A. S. Besicovitch, J. London Math. Soc. 15 (1940) 3). Different ones are compared
 * in floating point, and with {@value #DIGITS} digits if that leaves doubt.
 *
 * @param coefficients <i>c</i><sub>q</sub> by <i>q</i>; none of them 0
 */
record RootSum(Map<Long, Long> coefficients) implements Comparable<RootSum> {

    static final RootSum ZERO = new RootSum(Map.of());

    private static final int DIGITS = 100;
    private static final double DOUBT = 1e-9;

    RootSum {
        coefficients = Map.copyOf(coefficients);
    }

    static RootSum whole(long number) {
        return number == 0 ? ZERO : new RootSum(Map.of(1L, number));
    }

    /** <i>c</i> √<i>v</i> for <i>v</i> ≥ 0. */
    static RootSum root(long radicand, long coefficient) {
        if (radicand == 0 || coefficient == 0) {
            return ZERO;
        }
        long outside = 1;
        long inside = 1;
        long rest = radicand;
        for (long prime = 2; prime * prime <= rest; prime++) {
            while (rest % (prime * prime) == 0) {
                outside *= prime;
                rest /= prime * prime;
            }
            if (rest % prime == 0) {
                inside *= prime;
                rest /= prime;
            }
        }
        return new RootSum(Map.of(inside * rest, Math.multiplyExact(outside, coefficient)));
    }

    RootSum plus(RootSum other) {
        if (isWhole() && other.isWhole()) {
            return whole(Math.addExact(coefficients.getOrDefault(1L, 0L), other.coefficients.getOrDefault(1L, 0L)));
        }
        Map<Long, Long> sum = new TreeMap<>(coefficients);
        other.coefficients.forEach((radicand, coefficient) -> sum.merge(radicand, coefficient, Math::addExact));
        sum.values().removeIf(coefficient -> coefficient == 0);
        return new RootSum(sum);
    }

    @Override
    public int compareTo(RootSum other) {
        if (equals(other)) {
            return 0;
        }
        if (isWhole() && other.isWhole()) {
            return Long.compare(coefficients.getOrDefault(1L, 0L), other.coefficients.getOrDefault(1L, 0L));
        }
        double mine = value();
        double theirs = other.value();
        return Math.abs(mine - theirs) > DOUBT * (1 + Math.abs(mine) + Math.abs(theirs))
                ? Double.compare(mine, theirs)
                : precise().compareTo(other.precise());
    }

    private boolean isWhole() {
        return coefficients.isEmpty() || (coefficients.size() == 1 && coefficients.containsKey(1L));
    }

    private double value() {
        return new TreeMap<>(coefficients)
                .entrySet().stream()
                        .mapToDouble(term -> term.getValue() * Math.sqrt(term.getKey()))
                        .sum();
    }

    private BigDecimal precise() {
        MathContext digits = new MathContext(DIGITS);
        return coefficients.entrySet().stream()
                .map(term ->
                        BigDecimal.valueOf(term.getKey()).sqrt(digits).multiply(BigDecimal.valueOf(term.getValue())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
