package org.equipoise.stats.domain.groupsequential;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.equipoise.stats.domain.Outcome;

/**
 * A one-sided group-sequential test that also stops for futility, spending its type II error along a spending function.
 *
 * <p>With the drift &theta; of the alternative, the futility bound a<sub>k</sub> of look k solves
 *
 * <pre>P&theta;(continue through looks 1 &hellip; k&minus;1, Z&#8342; &lt; a&#8342;) = g(t&#8342;) &minus; g(t&#8342;&#8331;&#8321;)</pre>
 *
 * where g is the spending function with the level &beta;. The drift is the one for which the bounds meet at the last look,
 * a<sub>K</sub> = c<sub>K</sub>. If the futility bound is binding, the critical values take into account that it stops;
 * if not, they are those of the test without it. Source: Pampallona, Tsiatis and Kim, Drug Information Journal
 * 2001;35:1113; Anderson, Keaven M., in Handbook of Statistical Methods for Group Sequential Trials.
 *
 * @param efficacy the one-sided test
 * @param beta the type II error probability, above 0 and below 1 &minus; alpha
 * @param function the spending function of beta
 * @param rule whether the futility bound is binding
 */
public record BetaSpending(AlphaSpending efficacy, double beta, AlphaSpendingFunction function, FutilityRule rule) {

    /** Checks the sides and beta. */
    public BetaSpending {
        Objects.requireNonNull(function, "function");
        Objects.requireNonNull(rule, "rule");
        if (efficacy.sides() != TestSides.ONE_SIDED) {
            throw new IllegalArgumentException(
                    "futility bounds need a one-sided test; halve the alpha of a two-sided one");
        }
        if (!(beta >= 1e-100 && beta < 1 - efficacy.alpha())) {
            throw new IllegalArgumentException("beta must be at least 1e-100 and below 1 - alpha = "
                    + (1 - efficacy.alpha()) + ", but is " + beta + "; usual is 0.1 or 0.2");
        }
    }

    /**
     * The boundary with a futility bound at every look.
     *
     * @param looks the planned looks; the last one ends the trial
     * @return critical values, futility bounds and the drift. Not computed if two looks lie closer than 1e-8 of their
     *     information, or if no drift lets the bounds meet
     */
    public Outcome<FutilityBoundary> boundary(InformationFractions looks) {
        return boundary(looks, IntStream.range(1, looks.looks()).boxed().collect(Collectors.toSet()));
    }

    /**
     * The boundary with a futility bound at some looks. What a look without one may not spend, the next one with a bound
     * spends too.
     *
     * @param looks the planned looks; the last one ends the trial and always has a bound
     * @param withFutility the numbers (from 1) of the interim looks that have a futility bound
     * @return as for {@link #boundary(InformationFractions)}
     */
    public Outcome<FutilityBoundary> boundary(InformationFractions looks, Set<Integer> withFutility) {
        TreeSet<Integer> chosen = new TreeSet<>(withFutility);
        if (!chosen.isEmpty() && (chosen.first() < 1 || chosen.last() > looks.looks())) {
            throw new IllegalArgumentException(
                    "looks with futility must lie between 1 and " + looks.looks() + ", but are " + chosen);
        }
        return looks.<FutilityBoundary>tooClose().orElseGet(() -> solve(looks, chosen));
    }

    private Outcome<FutilityBoundary> solve(InformationFractions looks, Set<Integer> withFutility) {
        double[] alphas = efficacy.increments(looks, LastLook.FINAL);
        double[] betas = betaIncrements(looks, withFutility);
        double guess =
                1.05 * Levels.fixedDrift(efficacy.alpha(), TestSides.ONE_SIDED, 1 - beta) / Math.sqrt(looks.last());
        FutilitySolver coarseSolver = new FutilitySolver(Resolution.COARSE, looks.toArray(), alphas, betas, rule);
        Optional<FutilitySolver.Bounds> coarse = coarseSolver.solve(guess);
        Optional<FutilitySolver.Bounds> fine = coarse.flatMap(bounds ->
                new FutilitySolver(Resolution.FINE, looks.toArray(), alphas, betas, rule).solve(bounds.drift()));
        if (fine.isEmpty()) {
            return Outcome.notComputed(
                    Outcome.Reason.NO_SOLUTION,
                    "No drift lets the futility bounds meet the critical value at the last look.",
                    "Spend beta more slowly, or leave out futility at the first looks.");
        }
        return Outcome.computed(FutilityBoundary.of(this, looks, alphas, fine.get(), coarse.get()));
    }

    private double[] betaIncrements(InformationFractions looks, Set<Integer> withFutility) {
        double[] increments = new double[looks.looks()];
        double spent = 0;
        for (int i = 0; i < increments.length; i++) {
            boolean last = i + 1 == increments.length;
            if (last || withFutility.contains(i + 1)) {
                double now = last ? beta : Math.max(spent, function.spent(beta, looks.at(i + 1)));
                increments[i] = now - spent;
                spent = now;
            }
        }
        return increments;
    }
}
