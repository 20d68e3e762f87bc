package org.equipoise.randomizer.domain.allocation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.equipoise.randomizer.domain.randomness.Draws;

/**
 * Maximal procedure: of all sequences that never exceed the tolerated imbalance and end in balance, each is equally likely.
 *
 * <p><b>Rule.</b> A sequence of length <i>N</i> is admissible if, after each allocation, no arm has more than <i>b</i>
 * subjects more than another, and at the end all have <i>N</i>/<i>K</i>. Let <i>c</i>(<i>s</i>, <i>m</i>) be the number of
 * ways in which <i>m</i> more allocations can complete the sequence from surplus <i>s</i>:
 *
 * <pre>
 *   c(s, 0) = 1 if all surpluses are 0, else 0
 *   c(s, m) = Σ_k c(s + e_k, m − 1) over the arms k for which the range of s + e_k is at most b
 * </pre>
 *
 * computed in integers of any size. The next arm is <i>k</i> with weight <i>c</i>(<i>s</i> + <i>e</i><sub>k</sub>,
 * <i>m</i> − 1). After <i>N</i> allocations the procedure starts again.
 *
 * <p><b>Law.</b> The weights' quotients multiply to 1/<i>c</i>(0, <i>N</i>) along every admissible sequence: exactly uniform.
 *
 * <p>For equal arms only. With an unequal ratio a sequence drawn uniformly from an admissible set does not keep the ratio
 * from one allocation to the next.
 *
 * <p>Sources: V. W. Berger, A. Ivanova, M. Deloria Knoll: <i>Minimizing predictability while retaining balance through the
 * use of less restrictive randomization procedures</i>, Statistics in Medicine 22 (2003) 3017; I. Salama, A. Ivanova, B.
 * Qaqish: <i>Efficient generation of constrained block allocation sequences</i>, Statistics in Medicine 27 (2008) 1421.
 *
 * @param tolerance <i>b</i>, at least 1
 * @param total <i>N</i>, the planned number of allocations in a stratum
 */
public record MaximalProcedure(int tolerance, int total) implements SequenceMethod {

    /** The method's name in a plan. */
    public static final String TYPE = "maximal-procedure";

    private static final int LONGEST = 500;
    private static final double MOST_STATES = 500_000;

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Objection> objections(AllocationRatio ratio) {
        List<Objection> objections = new ArrayList<>(BiasedCoins.tolerance(tolerance));
        if (!ratio.equal()) {
            objections.add(new Objection(
                    "method.type",
                    TYPE,
                    "use the same ratio for all arms, or another method: the maximal procedure does not keep the ratio "
                            + ratio));
            return objections;
        }
        objections.addAll(Quotas.objections(ratio, total));
        if (total > LONGEST) {
            objections.add(new Objection(
                    "entriesPerStratum", total, "use at most " + LONGEST + " with the maximal procedure"));
        }
        if (Math.pow(tolerance + 1.0, ratio.arms() - 1.0) * total > MOST_STATES) {
            objections.add(new Objection(
                    "method.tolerance",
                    tolerance,
                    "use a smaller tolerance: too many sequences would have to be counted"));
        }
        return objections;
    }

    @Override
    public AllocationState begin(AllocationRatio ratio) {
        require(ratio);
        return new Course(new Completions(tolerance), this, Collections.nCopies(ratio.arms(), 0), total);
    }

    /** Counts completions, each once. Surpluses are kept sorted: arms are alike. */
    private static final class Completions {

        private final int tolerance;
        private final Map<List<Integer>, BigInteger> known = new HashMap<>();

        private Completions(int tolerance) {
            this.tolerance = tolerance;
        }

        private BigInteger after(List<Integer> surplus, int arm, int remaining) {
            List<Integer> next = plusOne(surplus, arm);
            return Collections.max(next) > tolerance ? BigInteger.ZERO : count(next, remaining - 1);
        }

        private BigInteger count(List<Integer> surplus, int remaining) {
            int missing =
                    surplus.stream().mapToInt(s -> Collections.max(surplus) - s).sum();
            if (missing > remaining) {
                return BigInteger.ZERO;
            } else if (remaining == 0) {
                return BigInteger.ONE;
            }
            List<Integer> key = new ArrayList<>(surplus);
            Collections.sort(key);
            key.add(remaining);
            BigInteger found = known.get(key);
            if (found == null) {
                found = IntStream.range(0, surplus.size())
                        .mapToObj(arm -> after(surplus, arm, remaining))
                        .reduce(BigInteger.ZERO, BigInteger::add);
                known.put(List.copyOf(key), found);
            }
            return found;
        }

        /** One of the arms has one more; then all are counted from the one with fewest. */
        private static List<Integer> plusOne(List<Integer> surplus, int arm) {
            List<Integer> next = new ArrayList<>(surplus);
            next.set(arm, next.get(arm) + 1);
            int least = Collections.min(next);
            next.replaceAll(count -> count - least);
            return List.copyOf(next);
        }
    }

    /** Where a sequence stands; what was counted so far goes along and does not make states differ. */
    private record Course(Completions completions, MaximalProcedure method, List<Integer> surplus, int remaining)
            implements AllocationState {

        @Override
        public Step next(Draws draws) {
            int arm = draws.choose(IntStream.range(0, surplus.size())
                    .mapToObj(k -> completions.after(surplus, k, remaining))
                    .toList());
            int left = remaining == 1 ? method.total : remaining - 1;
            return new Step(arm, new Course(completions, method, Completions.plusOne(surplus, arm), left));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Course course
                    && method.equals(course.method)
                    && surplus.equals(course.surplus)
                    && remaining == course.remaining;
        }

        @Override
        public int hashCode() {
            return 31 * surplus.hashCode() + remaining;
        }
    }
}
