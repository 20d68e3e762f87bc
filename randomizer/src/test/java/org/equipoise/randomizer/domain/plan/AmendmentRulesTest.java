package org.equipoise.randomizer.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.equipoise.randomizer.domain.Plans;
import org.equipoise.randomizer.domain.allocation.Objection;
import org.equipoise.randomizer.domain.plan.PlanDraft.Arm;
import org.equipoise.randomizer.domain.plan.PlanDraft.Factor;
import org.equipoise.randomizer.domain.plan.PlanDraft.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmendmentRulesTest {

    private static final Factor SITES = new Factor("site", List.of("01", "02"));
    private static final Factor BANDS = new Factor("madrsBand", List.of("LT35", "GE35"));
    private static final Map<String, Integer> CAP = Map.of("study", 156);

    @Test
    void anAmendmentMayAddSitesLevelsAndEntriesAndChangeCaps() {
        assertThat(objections(amend(
                        List.of(
                                new Factor("site", List.of("01", "02", "03")),
                                new Factor("madrsBand", List.of("LT35", "GE35", "GE45"))),
                        80,
                        Map.of("study", 300, "site", 90))))
                .isEmpty();
        assertThat(objections(amend(List.of(SITES, BANDS), 60, Map.of("study", 100))))
                .isEmpty();
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                Arguments.of("entriesPerStratum", amend(List.of(SITES, BANDS), 59, CAP)),
                Arguments.of("caps.study", amend(List.of(SITES, BANDS), 60, Map.of())),
                Arguments.of("strata.factors", amend(List.of(BANDS, SITES), 60, CAP)),
                Arguments.of("strata.factors", amend(List.of(SITES), 80, CAP)),
                Arguments.of(
                        "strata.factors[0].levels",
                        amend(List.of(new Factor("site", List.of("01", "03")), BANDS), 60, CAP)),
                Arguments.of(
                        "eligibility", plan("2", Plans.KET_TRD_01.method(), Plans.KET_TRD_01.arms(), "external", null)),
                Arguments.of(
                        "sitesStart",
                        plan("2", Plans.KET_TRD_01.method(), Plans.KET_TRD_01.arms(), "ecrf", "inactive")),
                Arguments.of(
                        "method",
                        plan("2", new Method("permuted-blocks", List.of(4)), Plans.KET_TRD_01.arms(), "ecrf", null)),
                Arguments.of(
                        "arms",
                        plan(
                                "2",
                                Plans.KET_TRD_01.method(),
                                List.of(
                                        new Arm("KTM", "Ketamine 0.5 mg/kg", 1, true),
                                        new Arm("MDZ", "Midazolam 0.045 mg/kg", 1, false)),
                                "ecrf",
                                null)),
                Arguments.of("version", plan("1", Plans.KET_TRD_01.method(), Plans.KET_TRD_01.arms(), "ecrf", null)));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void anythingElseIsRefusedWithFieldAndRemedy(String field, PlanDraft changed) {
        assertThat(objections(changed)).singleElement().satisfies(objection -> {
            assertThat(objection.field()).isEqualTo(field);
            assertThat(objection.remedy()).isNotBlank();
            assertThat(objection.toString()).doesNotContain("KTM", "MDZ", "blockSizes");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"random-allocation", "truncated-binomial", "maximal-procedure"})
    void aMethodThatPlansAStratumAsAWholeKeepsItsNumberOfEntries(String type) {
        Method method =
                new Method(type, null, null, null, type.equals("maximal-procedure") ? 3 : null, null, null, null, null);
        PlanDraft now = draft("1", method, 60, SITES);
        assertThat(AmendmentRules.objections(Plans.sound(now), Plans.sound(draft("2", method, 80, SITES))))
                .singleElement()
                .satisfies(objection -> {
                    assertThat(objection.field()).isEqualTo("entriesPerStratum");
                    assertThat(objection.value()).isEqualTo(80);
                    assertThat(objection.remedy()).contains("keep 60", type, "add sites");
                });
        assertThat(AmendmentRules.objections(
                        Plans.sound(now),
                        Plans.sound(draft("2", method, 60, new Factor("site", List.of("01", "02", "03"))))))
                .isEmpty();
    }

    private static PlanDraft draft(String version, Method method, int entries, Factor sites) {
        return new PlanDraft(
                "KET-TRD-01", version, method, Plans.KET_TRD_01.arms(), List.of(sites, BANDS), entries, CAP, "ecrf");
    }

    private static PlanDraft amend(List<Factor> factors, int entries, Map<String, Integer> caps) {
        return new PlanDraft(
                "KET-TRD-01", "2", Plans.KET_TRD_01.method(), Plans.KET_TRD_01.arms(), factors, entries, caps, "ecrf");
    }

    private static PlanDraft plan(
            String version, Method method, List<Arm> arms, String eligibility, String sitesStart) {
        return new PlanDraft(
                "KET-TRD-01",
                version,
                method,
                arms,
                List.of(SITES, BANDS),
                60,
                CAP,
                eligibility,
                sitesStart,
                null,
                null);
    }

    private static List<Objection> objections(PlanDraft amended) {
        return AmendmentRules.objections(Plans.sound(Plans.KET_TRD_01), Plans.sound(amended));
    }
}
