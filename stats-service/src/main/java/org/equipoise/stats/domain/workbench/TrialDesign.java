package org.equipoise.stats.domain.workbench;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.groupsequential.AlphaSpending;
import org.equipoise.stats.domain.groupsequential.AlphaSpendingFunction;
import org.equipoise.stats.domain.groupsequential.InformationFractions;
import org.equipoise.stats.domain.groupsequential.LastLook;
import org.equipoise.stats.domain.groupsequential.StoppingBoundary;
import org.equipoise.stats.domain.groupsequential.StoppingRegion;
import org.equipoise.stats.domain.groupsequential.TestSides;

/**
 * A design for the comparison of two means: one-sided, with looks at numbers of subjects, efficacy by alpha spending and
 * non-binding futility.
 *
 * @param label what people call it
 * @param alpha one-sided level over all looks, in (0, 0.5)
 * @param spending how alpha is spent over information
 * @param looks subjects with primary data at each look, strictly increasing; the last is the sample size
 * @param futility z below which a look suggests stopping, by number of the look; none at the last
 * @param difference the effect planned for, in units of the outcome, above 0
 * @param sd the outcome's standard deviation within an arm, above 0
 * @param share share of subjects in the experimental arm, in (0, 1)
 */
public record TrialDesign(
        String label,
        double alpha,
        AlphaSpendingFunction spending,
        List<Integer> looks,
        SortedMap<Integer, Double> futility,
        double difference,
        double sd,
        double share) {

    /** Takes copies of the collections. */
    public TrialDesign {
        looks = List.copyOf(looks);
        futility = new TreeMap<>(futility);
    }

    /**
     * The sample size.
     *
     * @return subjects at the last look
     */
    public int maximum() {
        return looks.get(looks.size() - 1);
    }

    /**
     * The effect as the expected z at the last look, &theta; = &delta;/&sigma; &middot; &radic;(n p (1 &minus; p)), n being the
     * sample size and p the share of the experimental arm.
     *
     * @return the drift
     */
    public double drift() {
        return difference / sd * Math.sqrt(maximum() * share * (1 - share));
    }

    /**
     * The efficacy boundary, which does not count on futility.
     *
     * @return one critical value a look; not computed if two looks are too close to be told apart
     */
    public Outcome<StoppingBoundary> efficacy() {
        double[] fractions =
                looks.stream().mapToDouble(look -> look / (double) maximum()).toArray();
        return new AlphaSpending(alpha, TestSides.ONE_SIDED, spending)
                .boundary(InformationFractions.of(fractions), LastLook.FINAL);
    }

    /**
     * The region in which the trial goes on if its futility bounds are followed. At the last look everything below the
     * efficacy boundary ends the trial, and is no futility.
     *
     * @param efficacy the efficacy boundary
     * @return the region
     */
    public StoppingRegion region(StoppingBoundary efficacy) {
        List<Double> lower = new ArrayList<>();
        for (int look = 1; look < looks.size(); look++) {
            double bound = futility.getOrDefault(look, Double.NEGATIVE_INFINITY);
            lower.add(Math.min(bound, efficacy.look(look).criticalValue()));
        }
        return StoppingRegion.of(efficacy).withLower(lower);
    }
}
