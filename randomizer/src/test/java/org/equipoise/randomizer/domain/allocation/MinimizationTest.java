package org.equipoise.randomizer.domain.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MinimizationTest {

    private static final AllocationRatio ONE_TO_ONE = new AllocationRatio(List.of(1, 1));
    private static final AllocationRatio TWO_TO_ONE = new AllocationRatio(List.of(2, 1));
    private static final AllocationRatio THREE_ARMS = new AllocationRatio(List.of(1, 1, 1));
    private static final Stratification SEX_AND_AGE = new Stratification(List.of(
            new StratificationFactor("sex", List.of("F", "M")), new StratificationFactor("age", List.of("Y", "O"))));
    private static final Fraction FOUR_FIFTHS = new Fraction(4, 5);

    /** The first: 1/2. After a young woman in A, a young man is alike only in age, where B is better: 4/5. */
    @Test
    void favoursTheArmThatMakesTheSubjectsOwnLevelsAlike() {
        Minimization method = new Minimization(ImbalanceMeasure.RANGE, Map.of(), List.of(FOUR_FIFTHS));
        Map<String, Double> law = law(method, ONE_TO_ONE, "FY", "MY");
        assertThat(law.get("AA")).isEqualTo(0.1, offset(1e-12));
        assertThat(law.get("AB")).isEqualTo(0.4, offset(1e-12));
        Map<String, Double> unrelated = law(method, ONE_TO_ONE, "FY", "MO");
        assertThat(unrelated.values()).allSatisfy(p -> assertThat(p).isEqualTo(0.25, offset(1e-12)));
    }

    /**
     * FY to A, MO to B; then a young man: sex says A (men: one in B), age says B (young: one in A). Equal weights: a tie,
     * 1/2. With the double weight on sex, A has G = 2·0 + 1·2 = 2, B has 2·2 + 1·0 = 4, so A has 4/5.
     */
    @Test
    void weighsTheFactors() {
        String[] subjects = {"FY", "MO", "MY"};
        Map<String, Double> equal =
                law(new Minimization(ImbalanceMeasure.RANGE, Map.of(), List.of(FOUR_FIFTHS)), ONE_TO_ONE, subjects);
        assertThat(equal.get("ABA")).isEqualTo(0.25 * 0.5, offset(1e-12));
        Map<String, Double> weighted = law(
                new Minimization(ImbalanceMeasure.RANGE, Map.of("sex", 2), List.of(FOUR_FIFTHS)), ONE_TO_ONE, subjects);
        assertThat(weighted.get("ABA")).isEqualTo(0.25 * 0.8, offset(1e-12));
        assertThat(weighted.get("ABB")).isEqualTo(0.25 * 0.2, offset(1e-12));
    }

    /** Three arms by the whole vector 1/2, 1/3, 1/6: after A, equal B and C share ranks 1 and 2: 5/12 each; A has 1/6. */
    @Test
    void takesTheWholeAssignmentVector() {
        Minimization method = new Minimization(
                ImbalanceMeasure.VARIANCE,
                Map.of(),
                List.of(new Fraction(1, 2), new Fraction(1, 3), new Fraction(1, 6)));
        Map<String, Double> law = law(method, THREE_ARMS, "FY", "FY", "FY");
        assertThat(law.get("ABC")).isEqualTo(1.0 / 3 * 5 / 12 * 1 / 2, offset(1e-12));
        assertThat(law.get("AAB")).isEqualTo(1.0 / 3 * 1 / 6 * 5 / 12, offset(1e-12));
        assertThat(law.get("ABB")).isEqualTo(1.0 / 3 * 5 / 12 * (1.0 / 3 + 1.0 / 6) / 2, offset(1e-12));
    }

    static Stream<Arguments> examples() {
        List<Arguments> examples = new ArrayList<>();
        for (ImbalanceMeasure measure : ImbalanceMeasure.values()) {
            for (AllocationRatio ratio : List.of(ONE_TO_ONE, TWO_TO_ONE, THREE_ARMS)) {
                examples.add(Arguments.of(measure, ratio, Map.of()));
                examples.add(Arguments.of(measure, ratio, Map.of("sex", 3, "age", 2)));
            }
        }
        return examples.stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void agreesWithASecondImplementationOnEveryCourse(
            ImbalanceMeasure measure, AllocationRatio ratio, Map<String, Integer> weights) {
        Minimization method = new Minimization(measure, weights, List.of(FOUR_FIFTHS));
        String[] subjects = {"FY", "MY", "FO", "FY", "MO"};
        Map<String, Double> law = law(method, ratio, subjects);
        Map<String, Double> second = new TreeMap<>();
        double[] w = {weights.getOrDefault("sex", 1), weights.getOrDefault("age", 1)};
        walk(measure.code(), w, ratio, subjects, new ArrayList<>(), 1, second);
        assertThat(law.keySet()).isEqualTo(second.keySet());
        assertThat(law)
                .allSatisfy((course, p) -> assertThat(p).as(course).isEqualTo(second.get(course), offset(1e-12)));
    }

    /** Whatever the levels of the subjects, every one of them gets arm k with probability r_k/R. */
    @ParameterizedTest
    @MethodSource("examples")
    void keepsTheRatioAtEveryAllocation(ImbalanceMeasure measure, AllocationRatio ratio, Map<String, Integer> weights) {
        Map<String, Double> law =
                law(new Minimization(measure, weights, List.of(FOUR_FIFTHS)), ratio, "FY", "FY", "MO", "FO", "FY");
        for (int position = 0; position < 5; position++) {
            int at = position;
            double first = law.entrySet().stream()
                    .filter(course -> course.getKey().charAt(at) == 'A')
                    .mapToDouble(Map.Entry::getValue)
                    .sum();
            assertThat(first).isEqualTo(ratio.parts().get(0) / (double) ratio.sum(), offset(1e-12));
        }
    }

    @Test
    void keepsItsTotalsInBytesOfOneLength() {
        Minimization method = new Minimization(ImbalanceMeasure.RANGE, Map.of(), List.of(FOUR_FIFTHS));
        FactorTotals none = method.begin(SEX_AND_AGE, TWO_TO_ONE);
        FactorTotals some = method.allocate(TWO_TO_ONE, none, stratum("FO"), bound -> bound - 1)
                .after();
        assertThat(some).isNotEqualTo(none);
        assertThat(none.read(some.bytes())).isEqualTo(some);
        assertThat(some.bytes()).hasSameSizeAs(none.bytes());
        assertThat(some.toString()).doesNotContain("1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> method.allocate(TWO_TO_ONE, none, stratum("XO"), bound -> 0));
    }

    @Test
    void namesProbabilitiesThatAreNoLaw() {
        assertThat(objection(ONE_TO_ONE, new Fraction(1, 3))).contains("1/2 to 1");
        assertThat(objection(THREE_ARMS, new Fraction(1, 2), new Fraction(1, 2)))
                .contains("give 3");
        assertThat(objection(ONE_TO_ONE, new Fraction(1, 2), new Fraction(1, 3)))
                .contains("add up to 1");
        assertThat(objection(ONE_TO_ONE, new Fraction(1, 3), new Fraction(2, 3)))
                .contains("better");
        assertThat(new Minimization(ImbalanceMeasure.RANGE, Map.of(), List.of(new Fraction(1, 3)))
                        .objections(TWO_TO_ONE))
                .isEmpty();
    }

    private static String objection(AllocationRatio ratio, Fraction... probabilities) {
        return new Minimization(ImbalanceMeasure.RANGE, Map.of(), List.of(probabilities))
                .objections(ratio)
                .get(0)
                .remedy();
    }

    private static Map<String, Double> law(Minimization method, AllocationRatio ratio, String... subjects) {
        return Law.of(draws -> {
                    List<Integer> arms = new ArrayList<>();
                    FactorTotals totals = method.begin(SEX_AND_AGE, ratio);
                    for (int i = 0; i < subjects.length; i++) {
                        Minimization.Allocation allocation =
                                method.allocate(ratio, totals, stratum(subjects[i]), draws.at(i + 1));
                        arms.add(allocation.arm());
                        totals = allocation.after();
                    }
                    return arms;
                })
                .probabilities();
    }

    private static void walk(
            String measure,
            double[] weights,
            AllocationRatio ratio,
            String[] subjects,
            List<Integer> course,
            double probability,
            Map<String, Double> law) {
        int[] owners =
                ratio.arms() == 3 ? new int[] {0, 1, 2} : ratio.sum() == 3 ? new int[] {0, 0, 1} : new int[] {0, 1};
        if (course.size() == subjects.length) {
            StringBuilder arms = new StringBuilder();
            course.forEach(cell -> arms.append((char) ('A' + owners[cell])));
            law.merge(arms.toString(), probability, Double::sum);
            return;
        }
        double[] ranks = new double[owners.length];
        Arrays.fill(ranks, 0.2 / (owners.length - 1));
        ranks[0] = 0.8;
        SecondMinimization second = new SecondMinimization(owners.length, measure, weights, ranks);
        for (int i = 0; i < course.size(); i++) {
            second.add(levels(subjects[i]), course.get(i));
        }
        double[] next = second.next(levels(subjects[course.size()]));
        for (int cell = 0; cell < owners.length; cell++) {
            List<Integer> longer = new ArrayList<>(course);
            longer.add(cell);
            walk(measure, weights, ratio, subjects, longer, probability * next[cell], law);
        }
    }

    private static int[] levels(String subject) {
        return new int[] {subject.charAt(0), subject.charAt(1)};
    }

    private static Stratum stratum(String subject) {
        Map<String, String> levels = new LinkedHashMap<>();
        levels.put("sex", subject.substring(0, 1));
        levels.put("age", subject.substring(1));
        return new Stratum(levels);
    }
}
