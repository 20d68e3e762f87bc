package org.equipoise.stats.domain.imputation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.equipoise.stats.domain.Outcome;

/**
 * At which size of a shift of imputed outcomes the conclusion changes.
 *
 * <p>The conclusion at a size is the sign of the effect where its two-sided p-value is at most &alpha;, and none elsewhere.
 * Source: Permutt, Statistics in Medicine 2016;35:2876; Cro, Morris, Kenward and Carpenter, Statistics in Medicine
 * 2020;39:2815.
 *
 * <pre>{@code
 * ImputedAnalyses analyses = MultipleImputation.withDefaults(1).analyse(trial, DeltaAdjustment.constant("KET", 5, 1)).orElseThrow();
 * new TippingPoint(analyses, Effect.difference("W04", "KET", "PBO"), 0.05).search(0, 20);
 * }</pre>
 *
 * @param analyses analyses with one adjustment, or with two for {@link #grid}
 * @param effect the effect
 * @param alpha the two-sided significance level, strictly between 0 and 1
 */
public record TippingPoint(ImputedAnalyses analyses, Effect effect, double alpha) {

    private static final int INTERVALS = 64;
    private static final int BISECTIONS = 60;

    /** What is concluded. */
    public enum Conclusion {
        /** The effect is below 0. */
        BELOW_ZERO,
        /** The effect cannot be told from 0. */
        UNDECIDED,
        /** The effect is above 0. */
        ABOVE_ZERO
    }

    /**
     * The estimate at one size.
     *
     * @param size the size of the shift
     * @param estimate the estimate there
     * @param conclusion what is concluded
     */
    public record Step(double size, EffectEstimate estimate, Conclusion conclusion) {}

    /**
     * The estimate at one pair of sizes.
     *
     * @param first the size of the first shift
     * @param second the size of the second
     * @param estimate the estimate there
     * @param conclusion what is concluded
     */
    public record Cell(double first, double second, EffectEstimate estimate, Conclusion conclusion) {}

    /**
     * What a search found.
     *
     * @param size the first size from the start on at which the conclusion is another; empty if it never is
     * @param monotone whether the conclusion changes at most once over the sizes looked at
     * @param path the estimates over equally spaced sizes
     */
    public record Search(Optional<Double> size, boolean monotone, List<Step> path) {}

    /** Checks the level. */
    public TippingPoint {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException(
                    "the significance level must lie strictly between 0 and 1, but is " + alpha);
        }
    }

    private Conclusion conclusion(EffectEstimate estimate) {
        if (!(estimate.twoSidedP() <= alpha)) {
            return Conclusion.UNDECIDED;
        }
        return estimate.estimate() < 0 ? Conclusion.BELOW_ZERO : Conclusion.ABOVE_ZERO;
    }

    private Outcome<Step> step(double size) {
        return analyses.at(effect, size).map(estimate -> new Step(size, estimate, conclusion(estimate)));
    }

    /**
     * The estimates at given sizes.
     *
     * @param sizes finite sizes
     * @return a step for each, or the first failure
     * @throws IllegalArgumentException if the analyses were made with another number of adjustments than one
     */
    public Outcome<List<Step>> path(List<Double> sizes) {
        List<Step> steps = new ArrayList<>();
        for (double size : sizes) {
            Outcome<Step> step = step(size);
            if (step.value().isEmpty()) {
                return step.map(List::of);
            }
            steps.add(step.orElseThrow());
        }
        return Outcome.computed(List.copyOf(steps));
    }

    /**
     * Looks for the first change of the conclusion: over 65 equally spaced sizes, then by bisection.
     *
     * @param from the size to start at, usually 0
     * @param to the size to stop at, below or above
     * @return what was found; the size is exact to about 1e-15 of the distance, on the side of the new conclusion. Not
     *     computed if an estimate is not
     * @throws IllegalArgumentException if the ends are not two finite numbers, or if the analyses were made with another
     *     number of adjustments than one
     */
    public Outcome<Search> search(double from, double to) {
        if (from == to || !Double.isFinite(to - from)) {
            throw new IllegalArgumentException(
                    "a search needs two different finite ends, but has " + from + " and " + to);
        }
        List<Double> sizes = new ArrayList<>();
        for (int i = 0; i <= INTERVALS; i++) {
            sizes.add(i == INTERVALS ? to : from + (to - from) * i / INTERVALS);
        }
        return path(sizes).flatMap(this::refined);
    }

    private Outcome<Search> refined(List<Step> path) {
        int changes = 0;
        int first = 0;
        for (int i = 1; i < path.size(); i++) {
            if (path.get(i).conclusion() != path.get(i - 1).conclusion()) {
                changes++;
                first = first == 0 ? i : first;
            }
        }
        if (first == 0) {
            return Outcome.computed(new Search(Optional.empty(), true, path));
        }
        Conclusion start = path.get(0).conclusion();
        double before = path.get(first - 1).size();
        double after = path.get(first).size();
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = before + (after - before) / 2;
            Outcome<Step> step = step(middle);
            if (step instanceof Outcome.NotComputed<Step> failure) {
                return Outcome.notComputed(failure.reason(), failure.explanation(), failure.advice());
            }
            if (step.orElseThrow().conclusion() == start) {
                before = middle;
            } else {
                after = middle;
            }
        }
        return Outcome.computed(new Search(Optional.of(after), changes == 1, path));
    }

    /**
     * The estimates over a grid of two shifts, such as one for each arm.
     *
     * @param first sizes of the first adjustment
     * @param second sizes of the second
     * @return a cell for each pair, row by row of the first, or the first failure
     * @throws IllegalArgumentException if the analyses were made with another number of adjustments than two
     */
    public Outcome<List<Cell>> grid(List<Double> first, List<Double> second) {
        List<Cell> cells = new ArrayList<>();
        for (double one : first) {
            for (double other : second) {
                Outcome<EffectEstimate> estimate = analyses.at(effect, one, other);
                if (estimate.value().isEmpty()) {
                    return estimate.map(impossible -> List.of());
                }
                cells.add(new Cell(one, other, estimate.orElseThrow(), conclusion(estimate.orElseThrow())));
            }
        }
        return Outcome.computed(List.copyOf(cells));
    }
}
