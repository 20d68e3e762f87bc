package org.equipoise.stats.domain.groupsequential;

import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.equipoise.stats.domain.Outcome;

/**
 * A lower bound for harm beside an efficacy boundary: Z<sub>k</sub> &lt; h<sub>k</sub> says that the treatment of interest is worse,
 * with an error probability of its own.
 *
 * <p>The bound of look k solves, without an effect,
 *
 * <pre>P&#8320;(h&#11388; &le; Z&#11388; &le; c&#11388; for j &lt; k, Z&#8342; &lt; h&#8342;) = f(t&#8342;) &minus; f(t&#8342;&#8331;&#8321;)</pre>
 *
 * with a spending function f of the harm level. Futility bounds do not enter: they are non-binding, and a trial that goes on past them can
 * still find harm, so that the level for harm holds whether futility is followed or not; where it is followed the probability is smaller. The efficacy boundary does not change, so that its alpha holds in any case
 * (as gsDesign's test types 7 and 8 keep harm apart from futility). Source: Jennison and Turnbull, Group Sequential Methods, 2000,
 * section 5.1; Anderson, gsDesign technical manual.
 *
 * @param alpha the probability of declaring harm if there is no effect, at least 1e-100 and below 0.5
 * @param function the spending function of that probability
 */
public record HarmSpending(double alpha, AlphaSpendingFunction function) {

    /** Checks alpha. */
    public HarmSpending {
        Objects.requireNonNull(function, "function");
        Levels.requireAlpha(alpha, TestSides.ONE_SIDED);
    }

    /**
     * A bound for harm at every look of an efficacy boundary.
     *
     * @param efficacy the one-sided boundary; its last look ends the trial and spends all the harm level that is left
     * @return the bounds. Not computed if two looks lie closer than 1e-8 of their information. The bounds
     *     never reach the critical values, since both levels are below 0.5
     */
    public Outcome<HarmBoundary> boundary(StoppingBoundary efficacy) {
        return boundary(
                efficacy,
                IntStream.rangeClosed(1, efficacy.looks().size()).boxed().collect(Collectors.toSet()));
    }

    /**
     * A bound for harm at some looks. What a look without one may not spend, the next one with a bound spends too.
     *
     * @param efficacy the one-sided boundary
     * @param withHarm the numbers (from 1) of the looks that have a bound for harm, at least one
     * @return as for {@link #boundary(StoppingBoundary)}
     */
    public Outcome<HarmBoundary> boundary(StoppingBoundary efficacy, Set<Integer> withHarm) {
        int looks = efficacy.looks().size();
        TreeSet<Integer> chosen = new TreeSet<>(withHarm);
        if (chosen.isEmpty() || chosen.first() < 1 || chosen.last() > looks) {
            throw new IllegalArgumentException("looks with a bound for harm must lie between 1 and " + looks
                    + " and be at least one, but are " + chosen);
        }
        if (efficacy.sides() != TestSides.ONE_SIDED) {
            throw new IllegalArgumentException(
                    "bounds for harm need a one-sided test; a two-sided one has its lower side already");
        }
        InformationFractions fractions = efficacy.informationFractions();
        return fractions.<HarmBoundary>tooClose().orElseGet(() -> {
            double[] increments = increments(fractions, chosen);
            double[] coarse = solve(Resolution.COARSE, efficacy, increments);
            double[] fine = solve(Resolution.FINE, efficacy, increments);
            return Outcome.computed(HarmBoundary.of(efficacy, this, fine, increments, coarse));
        });
    }

    private double[] increments(InformationFractions fractions, TreeSet<Integer> chosen) {
        double[] increments = new double[fractions.looks()];
        double spent = 0;
        for (int look : chosen) {
            double now = look == fractions.looks() ? alpha : Math.max(spent, function.spent(alpha, fractions.at(look)));
            increments[look - 1] = now - spent;
            spent = now;
        }
        return increments;
    }

    private static double[] solve(Resolution resolution, StoppingBoundary efficacy, double[] increments) {
        double[] information = efficacy.informationFractions().toArray();
        double[] critical = efficacy.criticalArray();
        double smallest = 1;
        for (double increment : increments) {
            smallest = increment >= SpendingSolver.SMALLEST_INCREMENT ? Math.min(smallest, increment) : smallest;
        }
        ScoreProcess process = new ScoreProcess(resolution, information, Coverage.of(0, smallest));
        double[] bounds = new double[information.length];
        double spent = 0;
        for (int look = 0; look < bounds.length; look++) {
            double root = Math.sqrt(information[look]);
            spent += increments[look];
            double nominal = Levels.lowerQuantile(spent);
            bounds[look] = increments[look] < SpendingSolver.SMALLEST_INCREMENT
                    ? Double.NEGATIVE_INFINITY
                    : BoundSearch.lower(process, increments[look], nominal * root) / root;
            if (look + 1 < bounds.length) {
                process.stopOutside(bounds[look] * root, critical[look] * root);
            }
        }
        return bounds;
    }
}
