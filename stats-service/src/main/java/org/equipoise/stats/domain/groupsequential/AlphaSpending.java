package org.equipoise.stats.domain.groupsequential;

import java.util.Objects;
import org.equipoise.stats.domain.Outcome;

/**
 * A group-sequential test that spends its alpha along a spending function, whenever its looks happen to take place.
 *
 * <p>With the continuation region |Z<sub>j</sub>| &le; c<sub>j</sub> (Z<sub>j</sub> &le; c<sub>j</sub> one-sided), the
 * critical value of look k solves, under no effect,
 *
 * <pre>P(continue through looks 1 &hellip; k&minus;1, reject at look k) = f(t&#8342;) &minus; f(t&#8342;&#8331;&#8321;)</pre>
 *
 * where Z has the canonical joint distribution: Z<sub>k</sub>&radic;I<sub>k</sub> is a Brownian motion in the information
 * I. Only the looks so far matter, so that looks may be skipped, added or moved as long as their timing does not depend
 * on the results; the final look spends the rest of alpha, whether the trial under- or overruns its maximum information.
 * Source: Lan and DeMets, Biometrika 1983;70:659; Jennison and Turnbull, Group Sequential Methods, 2000, chapter 7.
 *
 * @param alpha the type I error probability over all sides, above 0 and below 0.5 for each side
 * @param sides one- or two-sided symmetric
 * @param function the spending function; each side spends it with its share of alpha as the level
 */
public record AlphaSpending(double alpha, TestSides sides, AlphaSpendingFunction function) {

    /** Checks alpha. */
    public AlphaSpending {
        Objects.requireNonNull(sides, "sides");
        Objects.requireNonNull(function, "function");
        Levels.requireAlpha(alpha, sides);
    }

    /**
     * The boundary at looks of the given information.
     *
     * @param looks the looks so far and, for a plan, the looks to come, as fractions of the planned maximum information
     * @param lastLook whether the last of them ends the trial and so spends all the alpha that is left; a look with a
     *     fraction of 1 or more does so anyway
     * @return critical value, cumulative alpha and nominal level of each look. Not computed if two looks lie closer than
     *     1e-8 of their information
     */
    public Outcome<StoppingBoundary> boundary(InformationFractions looks, LastLook lastLook) {
        return looks.<StoppingBoundary>tooClose().orElseGet(() -> solve(looks, lastLook));
    }

    private Outcome<StoppingBoundary> solve(InformationFractions looks, LastLook lastLook) {
        double[] information = looks.toArray();
        double[] increments = increments(looks, lastLook);
        boolean symmetric = sides == TestSides.TWO_SIDED;
        double[] coarse = new SpendingSolver(Resolution.COARSE, information, increments, symmetric).solve(null);
        SpendingSolver solver = new SpendingSolver(Resolution.FINE, information, increments, symmetric);
        double[] fine = solver.solve(coarse);
        boolean exhausted = lastLook == LastLook.FINAL || looks.last() >= 1;
        double error = BoundaryValues.difference(fine, coarse) + solver.rounding();
        BoundaryValues values = new BoundaryValues(fine, increments, exhausted, error);
        return Outcome.computed(StoppingBoundary.of(alpha, sides, values, looks));
    }

    /** What one side may spend at each look. */
    double[] increments(InformationFractions looks, LastLook lastLook) {
        double level = alpha / sides.count();
        double[] increments = new double[looks.looks()];
        double spent = 0;
        for (int i = 0; i < increments.length; i++) {
            boolean all = i + 1 == increments.length && lastLook == LastLook.FINAL;
            double now = all ? level : function.spent(level, looks.at(i + 1));
            increments[i] = Math.max(0, now - spent);
            spent = Math.max(spent, now);
        }
        return increments;
    }
}
