package org.equipoise.stats.domain.multiplicity;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Hypotheses in a fixed order behind a gatekeeper: each is tested at its own level, and only if the gatekeeper and all before
 * it were rejected.
 *
 * <p>In a group-sequential trial the gatekeeper is the primary hypothesis, and the levels of a hypothesis at the looks are such
 * that it is rejected at any of them, while true, with a probability of at most &alpha; ({@link SpentLevels}). What was rejected at
 * an earlier look stays rejected, and the order goes on behind it. Whichever hypotheses are true, let j be the first of them in
 * the order. A false rejection anywhere implies that j was rejected at some look, whatever the correlation between the endpoints;
 * so the error rate over all hypotheses and looks is at most &alpha;. Sources: Maurer, Hothorn and
 * Lehmacher, Biometrie in der chemisch-pharmazeutischen Industrie 1995;6:3; Glimm, Maurer and Bretz, Statistics in Medicine
 * 2010;29:219; Tamhane, Mehta and Liu, Biometrics 2010;66:1174. That the levels may not all be the full &alpha; at the look at
 * which the primary hypothesis falls: Hung, Wang and O'Neill, Journal of Biopharmaceutical Statistics 2007;17:1201.
 *
 * <pre>{@code
 * new FixedSequence(true).decide(List.of(FixedSequence.Test.at(0.0113, OptionalDouble.of(0.004))));
 * }</pre>
 *
 * @param open whether the gatekeeper was rejected
 */
public record FixedSequence(boolean open) {

    /** What became of a hypothesis. */
    public enum Decision {
        /** Rejected at an earlier look, which stands. */
        REJECTED_BEFORE,
        /** Tested, and the p-value is below the level. */
        REJECTED,
        /** Tested, and the p-value is not below the level. */
        NOT_REJECTED,
        /** Not tested: the gatekeeper was not rejected. */
        CLOSED,
        /** Not tested: one before it was not rejected. */
        STOPPED,
        /** It was its turn, but there is no p-value; it counts as not rejected. */
        WITHOUT_RESULT
    }

    /**
     * A hypothesis whose turn may come.
     *
     * @param p its one-sided p-value, in [0, 1]; empty if it could not be computed
     * @param level its level, in [0, 1)
     * @param before whether it was rejected at an earlier look, so that it is not tested again
     */
    public record Test(OptionalDouble p, double level, boolean before) {

        /** Checks both numbers. */
        public Test {
            if (p.isPresent() && !(p.getAsDouble() >= 0 && p.getAsDouble() <= 1)) {
                throw new IllegalArgumentException("a p-value lies between 0 and 1, but this is " + p.getAsDouble());
            }
            if (!(level >= 0 && level < 1)) {
                throw new IllegalArgumentException("a level lies in [0, 1), but this is " + level);
            }
        }

        /**
         * A hypothesis that was not rejected before.
         *
         * @param level its level, in [0, 1)
         * @param p its one-sided p-value, in [0, 1]; empty if it could not be computed
         * @return the test
         */
        public static Test at(double level, OptionalDouble p) {
            return new Test(p, level, false);
        }

        private Decision decision() {
            if (before) {
                return Decision.REJECTED_BEFORE;
            }
            if (p.isEmpty()) {
                return Decision.WITHOUT_RESULT;
            }
            return p.getAsDouble() < level ? Decision.REJECTED : Decision.NOT_REJECTED;
        }
    }

    /**
     * Goes through the hypotheses in their order.
     *
     * @param tests the hypotheses, first one first
     * @return the decision of each
     */
    public List<Decision> decide(List<Test> tests) {
        List<Decision> decisions = new ArrayList<>();
        boolean going = true;
        for (Test test : tests) {
            Decision decision = !open ? Decision.CLOSED : going ? test.decision() : Decision.STOPPED;
            going = going && (decision == Decision.REJECTED || decision == Decision.REJECTED_BEFORE);
            decisions.add(decision);
        }
        return List.copyOf(decisions);
    }
}
