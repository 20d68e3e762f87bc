package org.equipoise.randomizer.domain.predictability;

import java.util.Map;

/**
 * How predictable and how balanced a plan would be under an expected {@link Accrual}.
 *
 * @param convergence expected share of correct guesses by the convergence strategy, see {@link Guesser}
 * @param knowingMethod the same for somebody who knows the method and all that it remembers
 * @param allocated expected share of the subjects who find an entry
 * @param runningOut chance that a subject comes to a stratum whose entries are all taken
 * @param overall imbalance over the whole study, after the last subject
 * @param strata imbalance by stratum
 * @param sites imbalance by site; empty if no factor of the plan is the site
 */
public record PlanAssessment(
        Figure convergence,
        Figure knowingMethod,
        Figure allocated,
        Figure runningOut,
        Imbalances overall,
        Map<String, Imbalances> strata,
        Map<String, Imbalances> sites) {}
