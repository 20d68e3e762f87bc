package org.equipoise.launcher.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.rules.StudyRules;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.Severity;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * R1 to R15 of the protocol, each with an entry that violates it and one that satisfies it, run by the eCRF service's own rule
 * engine on the shipped study.
 */
class ProtocolRulesTest {
    private static final StudyDefinition STUDY = EnteredForms.definition(Study.load(Studies.KETAMINE));
    private static final StudyRules RULES = EnteredForms.rules(STUDY);

    private static final Instant DOSE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant CONSENT = DOSE.minus(Duration.ofDays(12));
    private static final Instant BASELINE = DOSE.minus(Duration.ofHours(20));
    private static final Instant PREDOSE = DOSE.minus(Duration.ofMinutes(60));

    /** A rule, the check that expresses it, how it shows, and the two entries. */
    record Rule(
            String protocol,
            String check,
            Severity severity,
            UnaryOperator<EnteredForms> violating,
            UnaryOperator<EnteredForms> satisfying) {
        @Override
        public String toString() {
            return protocol;
        }
    }

    static Stream<Rule> rules() {
        return Stream.of(
                        scores(), vitalSigns(), infusion(), suicidality(), pregnancy(), adverseEvents(), wholeSubject())
                .flatMap(List::stream);
    }

    private static List<Rule> scores() {
        return List.of(
                new Rule(
                        "R1 an item's range",
                        "range",
                        Severity.ERROR,
                        forms -> forms.enter("H24", "MADRS", hours(24), "MADRS01", 7),
                        forms -> forms.enter("H24", "MADRS", hours(24), "MADRS01", 6)),
                new Rule(
                        "R1 total = sum",
                        "derived",
                        Severity.ERROR,
                        forms -> forms.enter("H24", "MADRS", hours(24), madrs(hours(24), 3, "MADRS_TOTAL", 31)),
                        forms -> forms.enter("H24", "MADRS", hours(24), madrs(hours(24), 3, "MADRS_TOTAL", 30))),
                new Rule(
                        "R3 time outside the window",
                        "window",
                        Severity.WARNING,
                        forms -> dosed(forms).enter("H24", "MADRS", minutes(28 * 60 + 1), "MADRS01", 3),
                        forms -> dosed(forms).enter("H24", "MADRS", hours(28), "MADRS01", 3)),
                new Rule(
                        "R6 baseline within 10 points of screening",
                        "R6_CHANGE",
                        Severity.QUERY,
                        forms -> baseline(forms, 28, 39).enter("BASELINE", "ELIGIBILITY", BASELINE, "I6", true),
                        forms -> baseline(forms, 28, 38).enter("BASELINE", "ELIGIBILITY", BASELINE, "I6", true)),
                new Rule(
                        "R6 improvement of at most 20% (I6)",
                        "R6_IMPROVEMENT",
                        Severity.QUERY,
                        forms -> baseline(forms, 40, 31).enter("BASELINE", "ELIGIBILITY", BASELINE, "I6", true),
                        forms -> baseline(forms, 40, 32).enter("BASELINE", "ELIGIBILITY", BASELINE, "I6", true)),
                new Rule(
                        "R9 change above 25 within 24 h, baseline and +230",
                        "R9_WITHIN_24H",
                        Severity.QUERY,
                        forms -> interview(interview(forms, "BASELINE", hours(-20), 40), "PLUS230", minutes(230), 14),
                        forms -> interview(interview(forms, "BASELINE", hours(-20), 40), "PLUS230", minutes(230), 15)),
                new Rule(
                        "R9 between any two visits",
                        "R9_WITHIN_24H",
                        Severity.QUERY,
                        forms -> interview(interview(forms, "H24", hours(24), 10), "H48", hours(48), 36),
                        forms -> interview(interview(forms, "H24", hours(24), 10), "H72", hours(72), 36)),
                new Rule(
                        "R9 between visits of a repeat dose",
                        "R9_WITHIN_24H",
                        Severity.QUERY,
                        forms -> interview(interview(forms, "D2_PLUS230", hours(4), 40), "D2_H24", hours(24), 10),
                        forms -> interview(interview(forms, "D1_PLUS230", hours(-60), 40), "D2_H24", hours(24), 10)),
                new Rule(
                        "R9 with a repeated unscheduled visit",
                        "R9_WITHIN_24H",
                        Severity.QUERY,
                        forms -> forms.enter("DAY7", "MADRS", hours(168), madrs(hours(168), 4))
                                .enter(new FormInstance("UNSCHEDULED", "MADRS", 2), hours(170), madrs(hours(170), 1)),
                        forms -> forms.enter("DAY7", "MADRS", hours(168), madrs(hours(168), 3))
                                .enter(new FormInstance("UNSCHEDULED", "MADRS", 2), hours(170), madrs(hours(170), 1))),
                new Rule(
                        "R14 CADSS above 0 before the dose",
                        "R14_BEFORE_DOSE",
                        Severity.QUERY,
                        forms -> forms.enter("PREDOSE", "CADSS", PREDOSE, cadss("BEFORE", 1)),
                        forms -> forms.enter("PREDOSE", "CADSS", PREDOSE, cadss("BEFORE", 0))),
                new Rule(
                        "MADRS items carried as they were at baseline",
                        "CARRIED_ITEMS",
                        Severity.ERROR,
                        forms -> carried(forms, "H48", hours(48), "PT24H", 5),
                        forms -> carried(forms, "H48", hours(48), "PT24H", 3)),
                new Rule(
                        "MADRS items carried up to 48 h only",
                        "CARRIED_UNTIL_48H",
                        Severity.QUERY,
                        forms -> carried(forms, "H72", hours(66), "PT24H", 3),
                        forms -> carried(forms, "H48", hours(54), "PT24H", 3)));
    }

    private static List<Rule> vitalSigns() {
        return List.of(
                new Rule(
                        "R2 ranges",
                        "range",
                        Severity.ERROR,
                        forms -> forms.enter("H24", "VITALS", hours(24), "VS_SYS", 261),
                        forms -> forms.enter("H24", "VITALS", hours(24), "VS_SYS", 260)),
                new Rule(
                        "R2 pulse and SpO2",
                        "range",
                        Severity.ERROR,
                        forms -> forms.enter("H24", "VITALS", hours(24), "VS_PULSE", 29, "VS_SPO2", 49),
                        forms -> forms.enter("H24", "VITALS", hours(24), "VS_PULSE", 30, "VS_SPO2", 50)),
                new Rule(
                        "R2 systolic above diastolic",
                        "R2_ORDER",
                        Severity.ERROR,
                        forms -> forms.enter("H24", "VITALS", hours(24), "VS_SYS", 90, "VS_DIA", 90),
                        forms -> forms.enter("H24", "VITALS", hours(24), "VS_SYS", 91, "VS_DIA", 90)));
    }

    private static List<Rule> infusion() {
        return List.of(
                new Rule(
                        "R4 stop after start",
                        "R4_ORDER",
                        Severity.ERROR,
                        forms -> infused(forms, "INFUSION", DOSE, 0),
                        forms -> infused(forms, "INFUSION", DOSE, 1)),
                new Rule(
                        "R4 duration 38 to 45 min",
                        "R4_DURATION",
                        Severity.WARNING,
                        forms -> infused(forms, "INFUSION", DOSE, 46),
                        forms -> infused(forms, "INFUSION", DOSE, 45)),
                new Rule(
                        "R4 warning above 60 min",
                        "R4_VERY_LONG",
                        Severity.WARNING,
                        forms -> infused(forms, "INFUSION", DOSE, 61),
                        forms -> infused(forms, "INFUSION", DOSE, 60)),
                new Rule(
                        "R5 volume from the weight of the day",
                        "R5_VOLUME",
                        Severity.ERROR,
                        forms -> forms.enter(
                                "PREDOSE", "DOSE_PREPARATION", PREDOSE, "PREP_WEIGHT", 80, "PREP_DRUG_VOLUME", 0.83),
                        forms -> forms.enter(
                                "PREDOSE", "DOSE_PREPARATION", PREDOSE, "PREP_WEIGHT", 80, "PREP_DRUG_VOLUME", 0.81)),
                new Rule(
                        "R5 weight change above 10%",
                        "R5_WEIGHT",
                        Severity.QUERY,
                        forms -> person(forms, "M", false)
                                .enter("PREDOSE", "DOSE_ELIGIBILITY", PREDOSE, "PD_WEIGHT", 71.9),
                        forms -> person(forms, "M", false)
                                .enter("PREDOSE", "DOSE_ELIGIBILITY", PREDOSE, "PD_WEIGHT", 72)),
                new Rule(
                        "discharge 2 h after the end of the same dose",
                        "DISCHARGE_TIME",
                        Severity.ERROR,
                        forms -> discharged(
                                infused(infused(forms, "D1_INFUSION", DOSE, 40), "D2_INFUSION", hours(84), 40)),
                        forms -> discharged(infused(forms, "D2_INFUSION", hours(80), 40))));
    }

    private static List<Rule> suicidality() {
        return List.of(
                new Rule(
                        "R7 item 10 and suicidality all no",
                        "R7_SUICIDALITY",
                        Severity.QUERY,
                        forms -> suicidality(forms, "H24", false).enter("H24", "MADRS", hours(24), "MADRS10", 4),
                        forms -> suicidality(forms, "H24", true).enter("H24", "MADRS", hours(24), "MADRS10", 4)),
                new Rule(
                        "R7 whatever was entered first",
                        "R7_SUICIDALITY",
                        Severity.QUERY,
                        forms -> again(suicidality(forms.enter("H24", "MADRS", hours(24), "MADRS10", 4), "H24", false)),
                        forms -> again(suicidality(forms.enter("H24", "MADRS", hours(24), "MADRS10", 4), "H24", true))),
                new Rule(
                        "R7 at a repeated unscheduled visit",
                        "R7_SUICIDALITY",
                        Severity.QUERY,
                        forms -> suicidality(forms, "UNSCHEDULED", true)
                                .enter(new FormInstance("UNSCHEDULED", "MADRS", 2), hours(200), "MADRS10", 4),
                        forms -> suicidality(forms, "UNSCHEDULED", true)
                                .enter("UNSCHEDULED", "MADRS", hours(200), "MADRS10", 4)),
                new Rule(
                        "R8 item 9 and suicidality never entered",
                        "R8_SUICIDALITY",
                        Severity.QUERY,
                        forms -> forms.enter("DAY7", "PHQ9", hours(168), "PHQ09", "1"),
                        forms -> forms.enter("DAY7", "PHQ9", hours(168), "PHQ09", "0")),
                new Rule(
                        "R8 item 9 and suicidality not done",
                        "R8_SUICIDALITY",
                        Severity.QUERY,
                        forms -> forms.enter("DAY7", "CSSRS", hours(168), "CSSRS_DONE", false)
                                .enter("DAY7", "PHQ9", hours(168), "PHQ09", "1"),
                        forms -> suicidality(forms, "DAY7", false).enter("DAY7", "PHQ9", hours(168), "PHQ09", "1")));
    }

    private static List<Rule> pregnancy() {
        return List.of(
                new Rule(
                        "R10 child-bearing potential without hCG",
                        "R10_HCG",
                        Severity.ERROR,
                        forms -> mayDose(person(forms, "F", true), "PREDOSE", DOSE),
                        forms -> mayDose(person(forms, "F", false), "PREDOSE", DOSE)),
                new Rule(
                        "R10 hCG older than 24 h",
                        "R10_HCG",
                        Severity.ERROR,
                        forms -> mayDose(
                                hcg(person(forms, "F", true), "BASELINE", minutes(-24 * 60 - 1)), "PREDOSE", DOSE),
                        forms -> mayDose(hcg(person(forms, "F", true), "BASELINE", hours(-24)), "PREDOSE", DOSE)),
                new Rule(
                        "R10 hCG of the dose itself in the repeat phase",
                        "R10_HCG",
                        Severity.ERROR,
                        forms -> mayDose(
                                hcg(person(forms, "F", true), "D1_PREDOSE", hours(83)), "D2_PREDOSE", hours(84)),
                        forms -> mayDose(
                                hcg(person(forms, "F", true), "D2_PREDOSE", hours(83)), "D2_PREDOSE", hours(84))),
                new Rule(
                        "R10 the infusion record",
                        "R10_HCG",
                        Severity.ERROR,
                        forms -> person(forms, "F", true)
                                .enter("INFUSION", "INFUSION", DOSE, "INF_START", DOSE, "INF_WITHOUT_HCG", false),
                        forms -> hcg(person(forms, "F", true), "BASELINE", hours(-20))
                                .enter("INFUSION", "INFUSION", DOSE, "INF_START", DOSE, "INF_WITHOUT_HCG", false)),
                new Rule(
                        "R10 a dose given all the same",
                        "R10_DEVIATION",
                        Severity.QUERY,
                        forms -> person(forms, "F", true)
                                .enter("INFUSION", "INFUSION", DOSE, "INF_START", DOSE, "INF_WITHOUT_HCG", true),
                        forms -> person(forms, "M", false)
                                .enter("INFUSION", "INFUSION", DOSE, "INF_START", DOSE, "INF_WITHOUT_HCG", false)));
    }

    private static List<Rule> adverseEvents() {
        return List.of(
                new Rule(
                        "R11 onset after consent",
                        "R11_AFTER_CONSENT",
                        Severity.ERROR,
                        forms -> consented(forms).enter("COMMON", "AE", DOSE, "AE_START", CONSENT.minusSeconds(60)),
                        forms -> consented(forms).enter("COMMON", "AE", DOSE, "AE_START", CONSENT)),
                new Rule(
                        "R11 end after start",
                        "R11_ORDER",
                        Severity.ERROR,
                        forms -> forms.enter("COMMON", "AE", DOSE, "AE_START", DOSE, "AE_END", DOSE.minusSeconds(60)),
                        forms -> forms.enter("COMMON", "AE", DOSE, "AE_START", DOSE, "AE_END", DOSE)),
                new Rule(
                        "R11 serious needs a criterion",
                        "R11_CRITERION",
                        Severity.ERROR,
                        forms -> forms.enter("COMMON", "AE", DOSE, serious(false)),
                        forms -> forms.enter("COMMON", "AE", DOSE, serious(true))),
                new Rule(
                        "R11 drug withdrawn and no infusion record",
                        "R11_WITHDRAWN",
                        Severity.QUERY,
                        forms -> forms.enter("COMMON", "AE", DOSE, "AE_ACTION", "DRUG_WITHDRAWN"),
                        forms -> forms.enter("COMMON", "AE", DOSE, "AE_ACTION", "NONE")),
                new Rule(
                        "R11 drug withdrawn in one of the doses",
                        "R11_WITHDRAWN",
                        Severity.QUERY,
                        forms -> stopped(stopped(forms, "INFUSION", false), "D3_INFUSION", false)
                                .enter("COMMON", "AE", DOSE, "AE_ACTION", "DRUG_WITHDRAWN"),
                        forms -> stopped(stopped(forms, "INFUSION", false), "D3_INFUSION", true)
                                .enter("COMMON", "AE", DOSE, "AE_ACTION", "DRUG_WITHDRAWN")),
                new Rule(
                        "R12 a new antidepressant is rescue",
                        "R12_RESCUE",
                        Severity.WARNING,
                        forms -> forms.enter("COMMON", "CONMED", DOSE, "CM_CLASS", "ANTIDEPRESSANT", "CM_NEW", true),
                        forms -> forms.enter("COMMON", "CONMED", DOSE, "CM_CLASS", "ANTIDEPRESSANT", "CM_NEW", false)),
                new Rule(
                        "R12 what began after consent is new",
                        "R12_NEW",
                        Severity.QUERY,
                        forms -> consented(forms)
                                .enter("COMMON", "CONMED", DOSE, "CM_START", "2026-03-01", "CM_NEW", false),
                        forms -> consented(forms)
                                .enter("COMMON", "CONMED", DOSE, "CM_START", "2026-02-01", "CM_NEW", false)));
    }

    private static List<Rule> wholeSubject() {
        return List.of(
                new Rule(
                        "R13 nothing after withdrawal of consent",
                        "withdrawal",
                        Severity.ERROR,
                        forms -> withdrawn(forms, "2026-03-02").enter("H24", "MADRS", hours(24), "MADRS01", 3),
                        forms -> withdrawn(forms, "2026-03-03").enter("H24", "MADRS", hours(24), "MADRS01", 3)),
                new Rule(
                        "R13 but the follow-up of safety",
                        "withdrawal",
                        Severity.ERROR,
                        forms -> withdrawn(forms, "2026-03-02").enter("COMMON", "CONMED", hours(40), "CM_NEW", true),
                        forms ->
                                withdrawn(forms, "2026-03-02").enter("COMMON", "AE", hours(40), "AE_TERM", "Headache")),
                new Rule(
                        "R15 the stratification value differs",
                        "stratification:madrsBand",
                        Severity.QUERY,
                        forms -> forms.randomized(Map.of("site", "01", "madrsBand", "GE35"))
                                .enter("BASELINE", "MADRS", BASELINE, scored(34)),
                        forms -> forms.randomized(Map.of("site", "01", "madrsBand", "GE35"))
                                .enter("BASELINE", "MADRS", BASELINE, scored(36))));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void isViolatedByOneEntryAndSatisfiedByAnother(Rule rule) {
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
    void theSecondStudyCompilesToo() {
        assertThat(EnteredForms.rules(EnteredForms.definition(Study.load(Studies.MINIMAL)))
                        .forms())
                .isNotEmpty();
    }

    private static Instant hours(int hours) {
        return DOSE.plus(Duration.ofHours(hours));
    }

    private static Instant minutes(int minutes) {
        return DOSE.plus(Duration.ofMinutes(minutes));
    }

    private static Object[] with(List<Object> values, Object... more) {
        List<Object> all = new ArrayList<>(values);
        all.addAll(Arrays.asList(more));
        return all.toArray();
    }

    private static Object[] madrs(Instant at, int each, Object... more) {
        List<Object> values = new ArrayList<>(List.of("MADRS_AT", at));
        for (int item = 1; item <= 10; item++) {
            values.add("MADRS%02d".formatted(item));
            values.add(each);
        }
        return with(values, more);
    }

    private static Object[] scored(int total) {
        List<Object> values = new ArrayList<>();
        int rest = total;
        for (int item = 1; item <= 10; item++) {
            int points = Math.min(6, rest);
            values.add("MADRS%02d".formatted(item));
            values.add(points);
            rest -= points;
        }
        return values.toArray();
    }

    private static EnteredForms interview(EnteredForms forms, String event, Instant at, int total) {
        return forms.enter(event, "MADRS", at, with(Arrays.asList(scored(total)), "MADRS_AT", at));
    }

    private static EnteredForms baseline(EnteredForms forms, int screening, int baseline) {
        return forms.enter("SCREENING", "MADRS", CONSENT, scored(screening))
                .enter("BASELINE", "MADRS", BASELINE, scored(baseline));
    }

    private static EnteredForms carried(EnteredForms forms, String event, Instant at, String recall, int sleep) {
        return dosed(forms)
                .enter("BASELINE", "MADRS", BASELINE, madrs(BASELINE, 3))
                .enter(
                        event,
                        "MADRS",
                        at,
                        "MADRS_AT",
                        at,
                        "MADRS_RECALL",
                        recall,
                        "MADRS_CARRIED",
                        true,
                        "MADRS04",
                        sleep,
                        "MADRS05",
                        3);
    }

    private static Object[] cadss(String timepoint, int first) {
        List<Object> values = new ArrayList<>(List.of("CADSS_TIMEPOINT", timepoint));
        for (int item = 1; item <= 23; item++) {
            values.add("CADSS%02d".formatted(item));
            values.add(item == 1 ? first : 0);
        }
        return values.toArray();
    }

    private static EnteredForms dosed(EnteredForms forms) {
        return forms.enter("INFUSION", "INFUSION", DOSE, "INF_START", DOSE);
    }

    private static EnteredForms infused(EnteredForms forms, String event, Instant start, int minutes) {
        Instant stop = start.plus(Duration.ofMinutes(minutes));
        return forms.enter(event, "INFUSION", start, "INF_START", start, "INF_STOP", stop);
    }

    private static EnteredForms stopped(EnteredForms forms, String event, boolean early) {
        return forms.enter(event, "INFUSION", DOSE, "INF_STOPPED_EARLY", early);
    }

    private static EnteredForms discharged(EnteredForms forms) {
        return forms.enter("D2_PLUS230", "DISCHARGE", hours(84), "DC_READY", true, "DC_AT", hours(84));
    }

    private static EnteredForms suicidality(EnteredForms forms, String event, boolean ideation) {
        return forms.enter(
                event,
                "CSSRS",
                hours(24),
                "CSSRS_DONE",
                true,
                "CSSRS1",
                ideation,
                "CSSRS2",
                false,
                "CSSRS3",
                false,
                "CSSRS4",
                false,
                "CSSRS5",
                false,
                "CSSRS_ACTUAL",
                false,
                "CSSRS_INTERRUPTED",
                false,
                "CSSRS_ABORTED",
                false,
                "CSSRS_PREPARATORY",
                false);
    }

    /** Looks at the MADRS of the visit again, as the save of another form does. */
    private static EnteredForms again(EnteredForms forms) {
        return forms.lookAt(new FormInstance("H24", "MADRS", 1));
    }

    private static EnteredForms person(EnteredForms forms, String sex, boolean childbearing) {
        return forms.enter(
                "SCREENING", "DEMOGRAPHICS", CONSENT, "DM_SEX", sex, "DM_CHILDBEARING", childbearing, "DM_WEIGHT", 80);
    }

    private static EnteredForms hcg(EnteredForms forms, String event, Instant at) {
        return forms.enter(event, "HCG", at, "HCG_AT", at, "HCG_RESULT", "NEGATIVE");
    }

    private static EnteredForms mayDose(EnteredForms forms, String event, Instant dose) {
        return forms.enter(
                event,
                "DOSE_ELIGIBILITY",
                dose.minusSeconds(3600),
                "PD_MAY_DOSE",
                true,
                "PD_DOSE_AT",
                dose,
                "PD_HCG",
                "NEGATIVE");
    }

    private static EnteredForms consented(EnteredForms forms) {
        return forms.enter("SCREENING", "CONSENT", CONSENT, "CONSENT_AT", CONSENT);
    }

    private static Object[] serious(boolean criterion) {
        return new Object[] {
            "AE_SERIOUS",
            true,
            "AE_DEATH",
            false,
            "AE_LIFE_THREATENING",
            false,
            "AE_HOSPITAL",
            criterion,
            "AE_DISABILITY",
            false,
            "AE_CONGENITAL",
            false,
            "AE_IMPORTANT",
            false
        };
    }

    private static EnteredForms withdrawn(EnteredForms forms, String date) {
        return forms.enter(
                "COMMON",
                "DISPOSITION",
                DOSE,
                "DS_STATUS",
                "WITHDRAWN",
                "DS_DATE",
                date,
                "DS_REASON",
                "CONSENT_WITHDRAWN");
    }
}
