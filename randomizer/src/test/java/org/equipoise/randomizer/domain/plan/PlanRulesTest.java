package org.equipoise.randomizer.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.equipoise.randomizer.domain.Plans;
import org.equipoise.randomizer.domain.allocation.AllocationRatio;
import org.equipoise.randomizer.domain.allocation.ChenBiasedCoin;
import org.equipoise.randomizer.domain.allocation.CompleteRandomization;
import org.equipoise.randomizer.domain.allocation.EfronBiasedCoin;
import org.equipoise.randomizer.domain.allocation.Fraction;
import org.equipoise.randomizer.domain.allocation.ImbalanceMeasure;
import org.equipoise.randomizer.domain.allocation.MaximalProcedure;
import org.equipoise.randomizer.domain.allocation.Minimization;
import org.equipoise.randomizer.domain.allocation.Objection;
import org.equipoise.randomizer.domain.allocation.UploadedList;
import org.equipoise.randomizer.domain.allocation.WeiUrn;
import org.equipoise.randomizer.domain.plan.PlanDraft.Arm;
import org.equipoise.randomizer.domain.plan.PlanDraft.Factor;
import org.equipoise.randomizer.domain.plan.PlanDraft.Method;
import org.equipoise.randomizer.domain.plan.PlanRules.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlanRulesTest {

    private static final PlanDraft GOOD = Plans.KET_TRD_01;
    private static final Arm KTM = GOOD.arms().get(0);
    private static final Arm MDZ = GOOD.arms().get(1);
    private static final List<Arm> TWO_TO_ONE = List.of(new Arm("KTM", "K", 2, false), MDZ);

    @Test
    void acceptsTheBuiltInStudysPlan() {
        RandomizationPlan plan = Plans.sound(GOOD);
        assertThat(plan.entries()).isEqualTo(240);
        assertThat(plan.studyCap()).hasValue(156);
        assertThat(plan.ratio()).isEqualTo(new AllocationRatio(List.of(1, 1)));
        assertThat(plan.arms()).extracting(arm -> arm.control()).containsExactly(false, true);
        assertThat(plan.eligibility()).isEqualTo(EligibilitySource.ECRF);
    }

    @Test
    void acceptsSeveralArmsAnUnequalRatioAndNoStrataOrCap() {
        PlanDraft draft = new PlanDraft(
                "S",
                "2",
                new Method("permuted-blocks", List.of(6, 12)),
                List.of(new Arm("A", "Low", 3, null), new Arm("B", "High", 2, null), new Arm("C", "Control", 1, true)),
                null,
                100,
                null,
                "external");
        assertThat(Plans.sound(draft).entries()).isEqualTo(100);
        assertThat(Plans.sound(draft).studyCap()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("faults")
    void namesFieldValueAndRemedy(String field, Object value, String remedy, PlanDraft draft) {
        assertThat(objections(draft)).anySatisfy(objection -> {
            assertThat(objection.field()).isEqualTo(field);
            assertThat(objection.value()).isEqualTo(value);
            assertThat(objection.remedy()).contains(remedy);
        });
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments("arms[0].ratio", 0, "1 to 100", arms(new Arm("KTM", "K", 0, false), MDZ)),
                arguments("arms[0].ratio", null, "1 to 100", arms(new Arm("KTM", "K", null, false), MDZ)),
                arguments("arms", 1, "2 to 20", arms(MDZ)),
                arguments("arms", 0, "2 to 20", arms()),
                arguments("arms[1].code", "KTM", "only once", arms(KTM, new Arm("KTM", "Other", 1, true))),
                arguments("arms[1].name", KTM.name(), "only once", arms(KTM, new Arm("X", KTM.name(), 1, true))),
                arguments("arms[0].code", "a b", "letters", arms(new Arm("a b", "K", 1, false), MDZ)),
                arguments("arms[0].name", " ", "name", arms(new Arm("K", " ", 1, false), MDZ)),
                arguments("arms", 0L, "exactly one", arms(KTM, new Arm("MDZ", "M", 1, null))),
                arguments("arms", 2L, "exactly one", arms(new Arm("KTM", "K", 1, true), MDZ)),
                arguments("method.type", "coin", "permuted-blocks", method(new Method("coin", null))),
                arguments("method.type", null, "permuted-blocks", method(null)),
                arguments("method.blockSizes", List.of(), "[4, 6]", method(blocks())),
                arguments("method.blockSizes[1]", 5, "multiple of 2", method(blocks(4, 5))),
                arguments("method.blockSizes[0]", -4, "multiple of 2", method(blocks(-4))),
                arguments("method.blockSizes[1]", 4, "once", method(blocks(4, 4))),
                arguments("method.blockSizes[0]", 202, "at most 200", method(blocks(202))),
                arguments("method.blockSizes", null, "whole numbers", method(blocks((Integer) null))),
                arguments("strata.factors[1].id", "site", "only once", factors(site("01"), site("02"))),
                arguments("strata.factors[0].levels[1]", "01", "only once", factors(site("01", "01"))),
                arguments("strata.factors[0].levels[0]", "a,b", "letters", factors(site("a,b"))),
                arguments("strata.factors[0].levels", List.of(), "at least one", factors(site())),
                arguments("strata.factors[0].id", null, "letters", factors(new Factor(null, List.of("x")))),
                arguments("strata.factors[0].id", null, "letters", factors((Factor) null)),
                arguments("strata.factors[0].levels[0]", null, "letters", factors(site((String) null))),
                arguments("arms[1].code", null, "letters", arms(KTM, null)),
                arguments("arms[1].ratio", null, "1 to 100", arms(KTM, null)),
                arguments("entriesPerStratum", 0, "at least 1", size(0, Map.of())),
                arguments("entriesPerStratum", null, "at least 1", size(null, Map.of())),
                arguments("entriesPerStratum", 60_000, "at most 50000", size(60_000, Map.of())),
                arguments("caps.study", 156, "at least 39", size(38, Map.of("study", 156))),
                arguments("caps.study", 0, "at least 1", size(60, Map.of("study", 0))),
                arguments("caps.study", null, "at least 1", size(60, Collections.singletonMap("study", null))),
                arguments("caps.planet", 5, "use \"study\"", size(60, Map.of("planet", 5))),
                arguments("caps.site", 121, "at most 120", size(60, Map.of("site", 121))),
                arguments("caps.site:02", 121, "at most 120", size(60, Map.of("site:02", 121))),
                arguments("caps.site:09", 5, "[01, 02]", size(60, Map.of("site:09", 5))),
                arguments("caps.stratum", 61, "at most 60", size(60, Map.of("stratum", 61))),
                arguments("caps.stratum", -1, "at least 1", size(60, Map.of("stratum", -1))),
                arguments("caps.stratum:site=01", 5, "by its key", size(60, Map.of("stratum:site=01", 5))),
                arguments("caps.stratum:x", 5, "by its key", size(60, Map.of("stratum:x", 5))),
                arguments("eligibility", "oracle", "ecrf", eligibility("oracle")),
                arguments("eligibility", null, "external", eligibility(null)),
                arguments("study", "KET TRD", "letters", Plans.forStudy("KET TRD")));
    }

    @Test
    void namesEveryFaultAtOnce() {
        PlanDraft nothing = new PlanDraft(null, null, null, null, null, null, null, null);
        assertThat(objections(nothing))
                .extracting(Objection::field)
                .containsExactlyInAnyOrder(
                        "study", "version", "arms", "arms", "method.type", "entriesPerStratum", "eligibility");
    }

    @Test
    void acceptsAListThatIsExactlyAsLongAsItsCap() {
        assertThat(PlanRules.examine(size(39, Map.of("study", 156)))).isInstanceOf(Verdict.Sound.class);
    }

    @Test
    void refusesMoreStrataThanCanBeCountedWithoutOverflow() {
        List<String> levels = IntStream.range(0, 2000).mapToObj(i -> "L" + i).toList();
        Factor[] factors = IntStream.range(0, 10)
                .mapToObj(i -> new Factor("f" + i, levels))
                .toArray(Factor[]::new);
        assertThat(objections(factors(factors))).extracting(Objection::field).containsExactly("entriesPerStratum");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("methodFaults")
    void namesWhatIsWrongWithAMethod(String field, Object value, String remedy, PlanDraft draft) {
        namesFieldValueAndRemedy(field, value, remedy, draft);
    }

    static Stream<Arguments> methodFaults() {
        PlanDraft unequal = new PlanDraft(
                "S", "1", coin("maximal-procedure", null, 2), TWO_TO_ONE, GOOD.factors(), 60, Map.of(), "ecrf");
        return Stream.of(
                arguments("method.probability", "0", "above 0", method(coin("efron-biased-coin", "0", null))),
                arguments("method.probability", "1.2", "up to 1", method(coin("efron-biased-coin", "1.2", null))),
                arguments("method.probability", null, "2/3", method(coin("efron-biased-coin", null, null))),
                arguments("method.probability", "2/5", "1/2 to 1", method(coin("efron-biased-coin", "0.4", null))),
                arguments("method.tolerance", 0, "at least 1", method(coin("big-stick", null, 0))),
                arguments("method.tolerance", null, "whole number", method(coin("chen-biased-coin", "0.7", null))),
                arguments("method.tolerance", 2, "no such parameter", method(coin("complete", null, 2))),
                arguments("method.type", "maximal-procedure", "2:1", unequal),
                arguments(
                        "entriesPerStratum", 61, "multiple of 2", ofLength(61, coin("random-allocation", null, null))),
                arguments(
                        "entriesPerStratum", 61, "multiple of 2", ofLength(61, coin("truncated-binomial", null, null))),
                arguments("method.addedBalls", null, "whole number", method(urn(1, null))),
                arguments("method.addedBalls", 0, "at least one ball", method(urn(0, 0))),
                arguments("method.initialBalls", -1, "0 to 1000", method(urn(-1, 1))),
                arguments("method.measure", "spread", "variance", minimization("spread", "0.8", Map.of())),
                arguments("method.weights.age", 2, "madrsBand", minimization("range", "0.8", Map.of("age", 2))),
                arguments("method.weights.site", 0, "1 to 1000", minimization("range", "0.8", Map.of("site", 0))),
                arguments("method.probability", "1.01", "up to 1", minimization("range", "1.01", Map.of())),
                arguments("entriesPerStratum", 60, "remove it", method(adaptive("range", "0.8", Map.of()))));
    }

    @Test
    void readsEveryMethod() {
        assertThat(Plans.sound(method(coin("complete", null, null))).method()).isEqualTo(new CompleteRandomization());
        assertThat(Plans.sound(method(coin("efron-biased-coin", "2/3", null))).method())
                .isEqualTo(new EfronBiasedCoin(new Fraction(2, 3)));
        assertThat(Plans.sound(method(coin("chen-biased-coin", "0.75", 3))).method())
                .isEqualTo(new ChenBiasedCoin(new Fraction(3, 4), 3));
        assertThat(Plans.sound(method(coin("maximal-procedure", null, 2))).method())
                .isEqualTo(new MaximalProcedure(2, 60));
        assertThat(Plans.sound(method(urn(0, 1))).method()).isEqualTo(new WeiUrn(0, 1));
        assertThat(Plans.sound(minimization("range", "0.80", Map.of("site", 2))).method())
                .isEqualTo(new Minimization(ImbalanceMeasure.RANGE, Map.of("site", 2), List.of(new Fraction(4, 5))));
        assertThat(Plans.sound(minimization("range", "0.80", Map.of())).entries())
                .isZero();
        assertThat(Plans.sound(method(coin("uploaded-list", null, null))).method())
                .isEqualTo(new UploadedList());
    }

    private static Method coin(String type, String probability, Integer tolerance) {
        return new Method(type, null, probability, null, tolerance, null, null, null, null);
    }

    private static Method urn(Integer initial, Integer added) {
        return new Method("wei-urn", null, null, null, null, initial, added, null, null);
    }

    private static Method adaptive(String measure, String probability, Map<String, Integer> weights) {
        return new Method("minimization", null, probability, null, null, null, null, measure, weights);
    }

    private static PlanDraft minimization(String measure, String probability, Map<String, Integer> weights) {
        return ofLength(null, adaptive(measure, probability, weights));
    }

    private static PlanDraft ofLength(Integer entries, Method method) {
        return new PlanDraft("S", "1", method, GOOD.arms(), GOOD.factors(), entries, Map.of("study", 156), "ecrf");
    }

    private static List<Objection> objections(PlanDraft draft) {
        return ((Verdict.Faulty) PlanRules.examine(draft)).objections();
    }

    private static PlanDraft arms(Arm... arms) {
        return draft(GOOD.method(), Arrays.asList(arms), GOOD.factors());
    }

    private static PlanDraft method(Method method) {
        return draft(method, GOOD.arms(), GOOD.factors());
    }

    private static PlanDraft factors(Factor... factors) {
        return draft(GOOD.method(), GOOD.arms(), Arrays.asList(factors));
    }

    private static PlanDraft draft(Method method, List<Arm> arms, List<Factor> factors) {
        return new PlanDraft("S", "1", method, arms, factors, 60, Map.of(), "ecrf");
    }

    private static PlanDraft size(Integer entries, Map<String, Integer> caps) {
        return new PlanDraft("S", "1", GOOD.method(), GOOD.arms(), GOOD.factors(), entries, caps, "ecrf");
    }

    private static PlanDraft eligibility(String source) {
        return new PlanDraft("S", "1", GOOD.method(), GOOD.arms(), GOOD.factors(), 60, Map.of(), source);
    }

    private static Method blocks(Integer... sizes) {
        return new Method("permuted-blocks", Arrays.asList(sizes));
    }

    private static Factor site(String... levels) {
        return new Factor("site", Arrays.asList(levels));
    }
}
