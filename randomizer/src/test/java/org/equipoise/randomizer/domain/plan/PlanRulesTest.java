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
import org.equipoise.randomizer.domain.allocation.Objection;
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
