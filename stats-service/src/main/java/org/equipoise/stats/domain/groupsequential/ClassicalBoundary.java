package org.equipoise.stats.domain.groupsequential;

import java.util.OptionalDouble;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.numerics.MonotoneRoot;
import org.equipoise.stats.domain.numerics.StandardNormal;

/**
 * A boundary of a fixed shape, for looks that are planned and kept.
 *
 * <p>The shape gives the critical values up to one constant, which is chosen so that the whole test has its alpha. Where
 * looks can move, use {@link AlphaSpending}.
 */
public sealed interface ClassicalBoundary
        permits ClassicalBoundary.OBrienFleming,
                ClassicalBoundary.Pocock,
                ClassicalBoundary.WangTsiatis,
                ClassicalBoundary.HaybittlePeto {

    /**
     * The boundary at the given looks.
     *
     * @param alpha the type I error probability over all sides
     * @param sides one- or two-sided symmetric
     * @param fractions the information at the looks; only their ratios matter
     * @return critical value, cumulative alpha and nominal level of each look. Not computed if two looks lie closer than
     *     1e-8 of their information, or if no constant gives the alpha
     */
    Outcome<StoppingBoundary> boundary(double alpha, TestSides sides, InformationFractions fractions);

    /**
     * O'Brien and Fleming's boundary, c<sub>k</sub> = C/&radic;(t<sub>k</sub>/t<sub>K</sub>). Source: Biometrics
     * 1979;35:549.
     */
    record OBrienFleming() implements ClassicalBoundary {
        @Override
        public Outcome<StoppingBoundary> boundary(double alpha, TestSides sides, InformationFractions fractions) {
            return new WangTsiatis(0).boundary(alpha, sides, fractions);
        }
    }

    /** Pocock's boundary, c<sub>k</sub> = C. Source: Biometrika 1977;64:191. */
    record Pocock() implements ClassicalBoundary {
        @Override
        public Outcome<StoppingBoundary> boundary(double alpha, TestSides sides, InformationFractions fractions) {
            return new WangTsiatis(0.5).boundary(alpha, sides, fractions);
        }
    }

    /**
     * Wang and Tsiatis' family, c<sub>k</sub> = C (t<sub>k</sub>/t<sub>K</sub>)<sup>&Delta; &minus; 1/2</sup>; &Delta; = 0 is
     * O'Brien and Fleming's, &Delta; = 1/2 Pocock's boundary. Source: Biometrics 1987;43:193.
     *
     * @param delta the shape &Delta;, from &minus;5 to 5
     */
    record WangTsiatis(double delta) implements ClassicalBoundary {

        private static final double LARGEST_SHAPE = 5;
        private static final double FARTHEST = 1000;

        /** Checks the shape. */
        public WangTsiatis {
            if (!(Math.abs(delta) <= LARGEST_SHAPE)) {
                throw new IllegalArgumentException(
                        "delta must lie between -5 and 5, but is " + delta + "; usual values are 0 to 0.5");
            }
        }

        @Override
        public Outcome<StoppingBoundary> boundary(double alpha, TestSides sides, InformationFractions fractions) {
            Levels.requireAlpha(alpha, sides);
            return fractions.<StoppingBoundary>tooClose().orElseGet(() -> solve(alpha, sides, fractions));
        }

        private Outcome<StoppingBoundary> solve(double alpha, TestSides sides, InformationFractions fractions) {
            double guess = StandardNormal.upperQuantile(alpha / sides.count());
            OptionalDouble coarse = constant(Resolution.COARSE, alpha, sides, fractions, guess);
            OptionalDouble fine = coarse.isEmpty()
                    ? coarse
                    : constant(Resolution.FINE, alpha, sides, fractions, coarse.getAsDouble());
            if (fine.isEmpty()) {
                return Outcome.notComputed(
                        Outcome.Reason.NO_SOLUTION,
                        "No constant gives the shape " + delta + " an alpha of " + alpha + ".",
                        "Use a shape between 0 and 0.5 and a usual alpha.");
            }
            double[] critical = critical(fine.getAsDouble(), fractions);
            double error = BoundaryValues.difference(critical, critical(coarse.getAsDouble(), fractions));
            double[] increments = FixedBounds.increments(Resolution.FINE, critical, sides, fractions);
            BoundaryValues values = new BoundaryValues(critical, increments, true, error);
            return Outcome.computed(StoppingBoundary.of(alpha, sides, values, fractions));
        }

        private OptionalDouble constant(
                Resolution resolution, double alpha, TestSides sides, InformationFractions fractions, double guess) {
            double wanted = StandardNormal.upperQuantile(alpha / sides.count());
            return MonotoneRoot.find(
                    constant -> StandardNormal.upperQuantile(
                                    FixedBounds.total(resolution, critical(constant, fractions), sides, fractions))
                            - wanted,
                    guess,
                    0.1,
                    FARTHEST);
        }

        private double[] critical(double constant, InformationFractions fractions) {
            double[] critical = new double[fractions.looks()];
            for (int i = 0; i < critical.length; i++) {
                critical[i] = constant * Math.pow(fractions.at(i + 1) / fractions.last(), delta - 0.5);
            }
            return critical;
        }
    }

    /**
     * Haybittle's and Peto's boundary: one constant at every interim look, and at the last look what keeps the alpha.
     * Source: Haybittle, British Journal of Radiology 1971;44:793; Peto et al., British Journal of Cancer 1976;34:585.
     *
     * @param constant the critical value of every look but the last, above 0; usual is 3
     */
    record HaybittlePeto(double constant) implements ClassicalBoundary {

        /** Checks the constant. */
        public HaybittlePeto {
            if (!(constant > 0 && constant < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "the constant must be above 0 and finite, but is " + constant + "; usual is 3");
            }
        }

        @Override
        public Outcome<StoppingBoundary> boundary(double alpha, TestSides sides, InformationFractions fractions) {
            Levels.requireAlpha(alpha, sides);
            return fractions.<StoppingBoundary>tooClose().orElseGet(() -> solve(alpha, sides, fractions));
        }

        private Outcome<StoppingBoundary> solve(double alpha, TestSides sides, InformationFractions fractions) {
            double level = alpha / sides.count();
            FixedBounds.Completed coarse = FixedBounds.completed(Resolution.COARSE, constant, level, sides, fractions);
            FixedBounds.Completed fine = FixedBounds.completed(Resolution.FINE, constant, level, sides, fractions);
            if (!(fine.left() > 0 && coarse.left() > 0)) {
                return Outcome.notComputed(
                        Outcome.Reason.NO_SOLUTION,
                        "The interim looks at " + constant + " already spend more than the alpha of " + alpha + ".",
                        "Raise the constant; 3 is usual.");
            }
            double error = BoundaryValues.difference(fine.critical(), coarse.critical());
            BoundaryValues values = new BoundaryValues(fine.critical(), fine.increments(), true, error);
            return Outcome.computed(StoppingBoundary.of(alpha, sides, values, fractions));
        }
    }
}
