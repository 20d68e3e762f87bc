package org.equipoise.stats.domain.groupsequential;

import java.util.List;
import org.equipoise.stats.domain.numerics.StandardNormal;

/**
 * How much of an error probability may be used up by the time that a fraction of the maximum information is available.
 *
 * <p>A spending function f(t) rises from f(0) = 0 to f(1) = level. The level is that of one side: a two-sided symmetric
 * design spends 2 f(t) with half of its alpha as the level. The same functions spend the type II error (beta) for
 * futility boundaries. Information fractions beyond 1 spend what a fraction of 1 spends.
 */
public sealed interface AlphaSpendingFunction
        permits AlphaSpendingFunction.OBrienFlemingType,
                AlphaSpendingFunction.PocockType,
                AlphaSpendingFunction.HwangShihDeCani,
                AlphaSpendingFunction.Power,
                AlphaSpendingFunction.UserDefined {

    /**
     * The error probability spent at an information fraction.
     *
     * @param level the whole error probability of one side, from 0 to 1
     * @param fraction the information fraction t, 0 or more; above 1 it counts as 1
     * @return f(t), from 0 to the level
     */
    default double spent(double level, double fraction) {
        if (!(level >= 0 && level <= 1)) {
            throw new IllegalArgumentException("level must lie between 0 and 1, but is " + level);
        }
        if (!(fraction >= 0)) {
            throw new IllegalArgumentException("fraction must be 0 or more, but is " + fraction);
        }
        if (fraction == 0 || level == 0) {
            return 0;
        }
        return fraction >= 1 ? level : Math.min(level, spentWithin(level, fraction));
    }

    /**
     * The formula of the function for a fraction strictly between 0 and 1.
     *
     * @param level the whole error probability of one side, above 0
     * @param fraction the information fraction t, 0 &lt; t &lt; 1
     * @return f(t)
     */
    double spentWithin(double level, double fraction);

    /**
     * Lan&ndash;DeMets spending that resembles O'Brien and Fleming's boundary.
     *
     * @return f(t) = 2 (1 &minus; &Phi;(z<sub>level/2</sub>/&radic;t))
     */
    static AlphaSpendingFunction oBrienFlemingType() {
        return new OBrienFlemingType();
    }

    /**
     * Lan&ndash;DeMets spending that resembles Pocock's boundary.
     *
     * @return f(t) = level &middot; ln(1 + (e &minus; 1)t)
     */
    static AlphaSpendingFunction pocockType() {
        return new PocockType();
    }

    /**
     * Hwang&ndash;Shih&ndash;DeCani spending.
     *
     * @param gamma the parameter &gamma;, finite; &minus;4 is close to O'Brien and Fleming, 1 to Pocock
     * @return f(t) = level (1 &minus; e<sup>&minus;&gamma;t</sup>)/(1 &minus; e<sup>&minus;&gamma;</sup>)
     */
    static AlphaSpendingFunction hwangShihDeCani(double gamma) {
        return new HwangShihDeCani(gamma);
    }

    /**
     * Kim&ndash;DeMets power spending.
     *
     * @param rho the exponent &rho;, above 0
     * @return f(t) = level &middot; t<sup>&rho;</sup>
     */
    static AlphaSpendingFunction power(double rho) {
        return new Power(rho);
    }

    /**
     * Spending given by points, linear between them.
     *
     * @param fractions information fractions, strictly increasing within (0, 1], the last one 1
     * @param shares the share of the level spent by each, non-decreasing within [0, 1], the last one 1
     * @return the function through (0, 0) and the points
     */
    static AlphaSpendingFunction userDefined(List<Double> fractions, List<Double> shares) {
        return new UserDefined(fractions, shares);
    }

    /**
     * f(t) = 2 (1 &minus; &Phi;(z<sub>level/2</sub>/&radic;t)). Source: Lan and DeMets, Biometrika 1983;70:659.
     */
    record OBrienFlemingType() implements AlphaSpendingFunction {
        @Override
        public double spentWithin(double level, double fraction) {
            return 2 * StandardNormal.above(StandardNormal.upperQuantile(level / 2) / Math.sqrt(fraction));
        }
    }

    /** f(t) = level &middot; ln(1 + (e &minus; 1)t). Source: Lan and DeMets, Biometrika 1983;70:659. */
    record PocockType() implements AlphaSpendingFunction {
        @Override
        public double spentWithin(double level, double fraction) {
            return level * Math.log1p((Math.E - 1) * fraction);
        }
    }

    /**
     * f(t) = level (1 &minus; e<sup>&minus;&gamma;t</sup>)/(1 &minus; e<sup>&minus;&gamma;</sup>), level &middot; t for
     * &gamma; = 0. Source: Hwang, Shih and DeCani, Statistics in Medicine 1990;9:1439.
     *
     * @param gamma the parameter &gamma;, from &minus;700 to 700
     */
    record HwangShihDeCani(double gamma) implements AlphaSpendingFunction {
        private static final double LARGEST = 700;

        /** Checks the parameter. */
        public HwangShihDeCani {
            if (!(Math.abs(gamma) <= LARGEST)) {
                throw new IllegalArgumentException(
                        "gamma must lie between -700 and 700, but is " + gamma + "; usual values are -4 to 1");
            }
        }

        @Override
        public double spentWithin(double level, double fraction) {
            if (gamma == 0) {
                return level * fraction;
            }
            return level * (Math.expm1(-gamma * fraction) / Math.expm1(-gamma));
        }
    }

    /**
     * f(t) = level &middot; t<sup>&rho;</sup>. Source: Kim and DeMets, Biometrika 1987;74:149.
     *
     * @param rho the exponent &rho;, above 0 and at most 1000
     */
    record Power(double rho) implements AlphaSpendingFunction {
        private static final double LARGEST = 1000;

        /** Checks the parameter. */
        public Power {
            if (!(rho > 0 && rho <= LARGEST)) {
                throw new IllegalArgumentException(
                        "rho must lie above 0 and be at most 1000, but is " + rho + "; usual values are 1 to 3");
            }
        }

        @Override
        public double spentWithin(double level, double fraction) {
            return level * Math.pow(fraction, rho);
        }
    }

    /**
     * Linear interpolation through (0, 0) and the given points.
     *
     * @param fractions information fractions, strictly increasing within (0, 1], the last one 1
     * @param shares the share of the level spent by each, non-decreasing within [0, 1], the last one 1
     */
    record UserDefined(List<Double> fractions, List<Double> shares) implements AlphaSpendingFunction {
        /** Checks and copies the points. */
        public UserDefined {
            fractions = List.copyOf(fractions);
            shares = List.copyOf(shares);
            if (fractions.isEmpty() || fractions.size() != shares.size()) {
                throw new IllegalArgumentException("there must be as many shares as fractions, and at least one, but "
                        + shares.size() + " shares and " + fractions.size() + " fractions are given");
            }
            double previousFraction = 0;
            double previousShare = 0;
            for (int i = 0; i < fractions.size(); i++) {
                if (!(fractions.get(i) > previousFraction)) {
                    throw new IllegalArgumentException("fractions must rise strictly from 0, but " + fractions.get(i)
                            + " follows " + previousFraction);
                }
                if (!(shares.get(i) >= previousShare)) {
                    throw new IllegalArgumentException(
                            "shares must not fall, but " + shares.get(i) + " follows " + previousShare);
                }
                previousFraction = fractions.get(i);
                previousShare = shares.get(i);
            }
            if (previousFraction != 1 || previousShare != 1) {
                throw new IllegalArgumentException("the last point must be fraction 1 and share 1, but is "
                        + previousFraction + " and " + previousShare);
            }
        }

        @Override
        public double spentWithin(double level, double fraction) {
            int i = 0;
            while (fractions.get(i) < fraction) {
                i++;
            }
            double fromFraction = i == 0 ? 0 : fractions.get(i - 1);
            double fromShare = i == 0 ? 0 : shares.get(i - 1);
            double part = (fraction - fromFraction) / (fractions.get(i) - fromFraction);
            return level * (fromShare + part * (shares.get(i) - fromShare));
        }
    }
}
