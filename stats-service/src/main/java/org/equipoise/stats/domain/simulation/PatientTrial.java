package org.equipoise.stats.domain.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.equipoise.stats.domain.groupsequential.StoppingRegion;

/**
 * Trials of simulated participants: randomized one after the other by a rule, analysed at looks after given numbers, and stopped by a
 * region's bounds on the z scale.
 *
 * @param endpoint what is measured and how it is compared
 * @param better which values are better for a participant: the upper bound is crossed when the first arm is better
 * @param rule who gets what
 * @param plan how many participants each look has and where it stops
 */
public record PatientTrial(TrialEndpoint endpoint, Better better, AllocationRule rule, LookPlan plan)
        implements TrialModel {

    /** Which values of an endpoint are better. */
    public enum Better {
        /** Large ones, such as response. */
        HIGHER,
        /** Small ones, such as scores of symptoms. */
        LOWER
    }

    /**
     * The looks of a trial.
     *
     * @param region the bounds at each look
     * @param participants how many have been randomized at each look, rising, at most 100,000
     */
    public record LookPlan(StoppingRegion region, List<Integer> participants) {

        private static final int MOST_PARTICIPANTS = 100_000;

        /** Checks the numbers. */
        public LookPlan {
            participants = List.copyOf(participants);
            if (participants.size() != region.fractions().looks()) {
                throw new IllegalArgumentException("there must be a number of participants for each of the "
                        + region.fractions().looks() + " looks, but there are " + participants.size());
            }
            int previous = 0;
            for (int number : participants) {
                if (number <= previous || number > MOST_PARTICIPANTS) {
                    throw new IllegalArgumentException("participants must rise from look to look up to 100,000, but "
                            + number + " follows " + previous);
                }
                previous = number;
            }
        }

        /**
         * Looks whose participants follow the information fractions.
         *
         * @param region the bounds
         * @param maximum participants at the last look
         * @return the plan, each look's number rounded up
         */
        public static LookPlan of(StoppingRegion region, int maximum) {
            double last = region.fractions().last();
            return new LookPlan(
                    region,
                    region.fractions().asList().stream()
                            .map(fraction -> (int) Math.ceil(maximum * (fraction / last) - 1e-9))
                            .toList());
        }
    }

    /** Refuses nulls. */
    public PatientTrial {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(better, "better");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(plan, "plan");
    }

    @Override
    public int looks() {
        return plan.participants().size();
    }

    @Override
    public double trueEffect() {
        return endpoint.trueEffect();
    }

    @Override
    public SimulatedTrial simulate(TrialStream stream) {
        List<double[]> participants = new ArrayList<>();
        List<Boolean> first = new ArrayList<>();
        int inFirst = 0;
        for (int look = 1; ; look++) {
            while (participants.size() < plan.participants().get(look - 1)) {
                boolean toFirst = rule.toFirst(inFirst, participants.size() - inFirst, stream);
                inFirst += toFirst ? 1 : 0;
                first.add(toFirst);
                participants.add(endpoint.participant(toFirst, stream));
            }
            Comparison comparison = better == Better.HIGHER
                    ? endpoint.compare(participants, first)
                    : endpoint.compare(participants, first).turned();
            boolean known = comparison.estimate().isPresent();
            boolean above = known && comparison.z() > plan.region().upper().get(look - 1);
            boolean below = known && comparison.z() < plan.region().lower().get(look - 1);
            if (above || below || look == looks()) {
                return new SimulatedTrial(
                        look,
                        StoppingLooks.ending(above, below),
                        plan.region().fractions().at(look),
                        participants.size(),
                        comparison.estimate());
            }
        }
    }
}
