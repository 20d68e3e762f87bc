package org.equipoise.randomizer.domain.allocation;

import java.math.BigInteger;
import java.util.List;

/**
 * The intended proportions of the arms, as integers: {@code 2:1} means two subjects in the first arm for each in the
 * second.
 *
 * @param parts the parts <i>r</i><sub>0</sub>, …, <i>r</i><sub>K−1</sub> in the order of the plan's arms; at least two,
 *     each at least 1
 */
public record AllocationRatio(List<Integer> parts) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if there are fewer than two, or one is less than 1
     */
    public AllocationRatio {
        parts = List.copyOf(parts);
        if (parts.size() < 2 || parts.stream().anyMatch(part -> part < 1)) {
            throw new IllegalArgumentException("A ratio needs two or more parts of at least 1, not " + parts);
        }
    }

    /** The ratio of the given arms, in their order. */
    public static AllocationRatio of(List<TreatmentArm> arms) {
        return new AllocationRatio(arms.stream().map(TreatmentArm::ratio).toList());
    }

    /** Number of arms <i>K</i>. */
    public int arms() {
        return parts.size();
    }

    /** <i>R</i> = Σ <i>r</i><sub>k</sub>, the size of the smallest group in which the ratio holds exactly. */
    public int sum() {
        return parts.stream().mapToInt(Integer::intValue).sum();
    }

    /** Whether all arms get the same number of subjects. */
    public boolean equal() {
        return parts.stream().distinct().count() == 1;
    }

    /** The same proportions in the smallest numbers: 2:1 for 4:2. */
    public AllocationRatio reduced() {
        BigInteger divisor = parts.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::gcd);
        return new AllocationRatio(
                parts.stream().map(part -> part / divisor.intValueExact()).toList());
    }

    /** The ratio as people write it, for example {@code 2:1}. */
    @Override
    public String toString() {
        return String.join(":", parts.stream().map(String::valueOf).toList());
    }
}
