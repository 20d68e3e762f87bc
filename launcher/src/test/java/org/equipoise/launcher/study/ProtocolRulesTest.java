package org.equipoise.launcher.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.equipoise.launcher.study.ProtocolEntries.CONSENT;
import static org.equipoise.launcher.study.ProtocolEntries.DOSE;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.equipoise.ecrf.domain.rules.StudyRules;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.Severity;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * R1 to R15 of the protocol, the criteria of eligibility against their sources, and the rules of the dose day, each with an entry that violates it and one that satisfies it, run by the eCRF service's own rule
 * engine on the shipped study.
 */
class ProtocolRulesTest {
    private static final StudyDefinition STUDY = EnteredForms.definition(Study.load(Studies.KETAMINE));
    private static final StudyRules RULES = EnteredForms.rules(STUDY);

    static Stream<ProtocolRule> rules() {
        return Stream.of(
                        ScoreRules.all(),
                        DosingRules.all(),
                        SubjectRules.all(),
                        EligibilitySourceRules.all(),
                        DoseRecordRules.all(),
                        ReportRules.all())
                .flatMap(Function.identity());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void isViolatedByOneEntryAndSatisfiedByAnother(ProtocolRule rule) {
        assertThat(rule.violating().apply(new EnteredForms(STUDY, RULES)).found())
                .containsEntry(rule.check(), rule.severity());
        assertThat(rule.satisfying().apply(new EnteredForms(STUDY, RULES)).found())
                .doesNotContainKey(rule.check());
    }

    @Test
    void everyRuleOfTheProtocolIsThere() {
        List<String> tried =
                rules().map(rule -> rule.protocol().split(" ", 2)[0]).toList();
        for (int rule = 1; rule <= 15; rule++) {
            assertThat(tried).contains("R" + rule);
        }
    }

    @Test
    void theRescueFlagIsComputed() {
        EnteredForms forms =
                new EnteredForms(STUDY, RULES).enter("COMMON", "CONMED", DOSE, "CM_CLASS", "ECT", "CM_NEW", true);

        assertThat(forms.value("COMMON", "CONMED", "CM_RESCUE")).contains(true);
    }

    @Test
    void aScreeningFailureAged74CanBeRecorded() {
        assertThat(new EnteredForms(STUDY, RULES)
                        .enter("SCREENING", "DEMOGRAPHICS", CONSENT, "DM_AGE", 74)
                        .found())
                .isEqualTo(Map.of("AGE_ELIGIBLE", Severity.WARNING));
        assertThat(new EnteredForms(STUDY, RULES)
                        .enter("SCREENING", "DEMOGRAPHICS", CONSENT, "DM_AGE", 74)
                        .enter("SCREENING", "ELIGIBILITY", CONSENT, "I2", false, "I2_AGE", 74)
                        .found())
                .isEmpty();
    }

    @Test
    void noCheckMixesThePharmacistsDataWithOthersSoSomebodySeesEachQuery() {
        assertThat(EnteredForms.categoriesOfChecks(STUDY, RULES))
                .filteredOn(categories -> categories.contains(FormCategory.PHARMACY))
                .allSatisfy(categories -> assertThat(categories).hasSize(1));
    }

    @Test
    void whatCouldTellTheArmIsInNoCategoryThatARaterReads() {
        List<String> hidden = List.of(
                "AE",
                "SAE",
                "CONMED",
                "DOSE_DEVIATION",
                "DISPOSITION_DETAIL",
                "BLADDER",
                "DEPENDENCE",
                "CADSS",
                "BPRS",
                "INFUSION",
                "SEDATION",
                "DISCHARGE",
                "DOSE_ELIGIBILITY",
                "DOSE_PREPARATION",
                "DOSE_SCREEN",
                "DRUG_SCREEN_PHARMACY",
                "BLINDING_PARTICIPANT",
                "BLINDING_DOSE_STAFF");
        STUDY.schedule()
                .events()
                .forEach(event -> event.forms().stream()
                        .filter(form -> hidden.contains(form.form()))
                        .forEach(form -> assertThat(STUDY.categoryOf(event.id(), form.form())
                                        .orElseThrow())
                                .as(event.id() + "/" + form.form())
                                .isNotIn(FormCategory.GENERAL, FormCategory.EFFICACY)));
        for (String form : List.of("DISPOSITION", "DEVIATION")) {
            assertThat(STUDY.form(form).orElseThrow().category()).isEqualTo(FormCategory.GENERAL);
            assertThat(STUDY.form(form).orElseThrow().items())
                    .as("free text in " + form)
                    .noneMatch(item -> item.type().code().equals("text"));
        }
    }

    @Test
    void whatATreatmentCanExplainInADrugScreenIsThePharmacistsAloneAndDecidesNothing() {
        assertThat(STUDY.form("DOSE_SCREEN").orElseThrow().items())
                .noneMatch(item ->
                        item.id().contains("BENZODIAZEPINE") || item.id().contains("PHENCYCLIDINE"));
        assertThat(STUDY.categoriesOf("DRUG_SCREEN_PHARMACY")).containsExactly(FormCategory.PHARMACY);
        assertThat(STUDY.schedule().events())
                .filteredOn(event -> event.repetition().isPresent())
                .noneMatch(event -> event.scheduled("DRUG_SCREEN").isPresent());
        assertThat(STUDY.forms())
                .flatExtracting(form -> form.editChecks())
                .flatExtracting(check -> check.inputs().values())
                .noneMatch(path -> path.form().equals("DRUG_SCREEN_PHARMACY"));
    }

    @Test
    void theSecondStudyCompilesToo() {
        assertThat(EnteredForms.rules(EnteredForms.definition(Study.load(Studies.MINIMAL)))
                        .forms())
                .isNotEmpty();
    }
}
