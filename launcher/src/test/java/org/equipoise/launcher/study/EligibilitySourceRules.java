package org.equipoise.launcher.study;

import static org.equipoise.launcher.study.ProtocolEntries.BASELINE;
import static org.equipoise.launcher.study.ProtocolEntries.CONSENT;
import static org.equipoise.launcher.study.ProtocolEntries.DOSE;
import static org.equipoise.launcher.study.ProtocolEntries.consented;
import static org.equipoise.launcher.study.ProtocolEntries.dosed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.equipoise.ecrf.domain.study.Severity;

/** Answers about eligibility against the forms that they rest on. */
final class EligibilitySourceRules {
    private static final String[] SCREENING_PROCEDURES = {
        "INTERVIEW", "LABS", "ECG", "VITALS", "CSSRS", "MADRS", "YMRS", "QIDS", "PHQ9", "GAD7", "CGI_S", "MOCA"
    };

    private EligibilitySourceRules() {}

    static Stream<ProtocolRule> all() {
        return Stream.of(inclusion(), history(), examinations(), suicidalityAndAge(), benzodiazepine())
                .flatMap(List::stream);
    }

    private static List<ProtocolRule> inclusion() {
        return List.of(
                new ProtocolRule(
                        "I1 the consent form says that consent came later",
                        "I1_DECLARED",
                        Severity.ERROR,
                        forms -> answer(
                                forms.enter("SCREENING", "CONSENT", CONSENT, "CONSENT_BEFORE_ALL", false), "I1", true),
                        forms -> answer(
                                forms.enter("SCREENING", "CONSENT", CONSENT, "CONSENT_BEFORE_ALL", true), "I1", true)),
                new ProtocolRule(
                        "I1 a procedure before consent",
                        "I1_PROCEDURES",
                        Severity.ERROR,
                        forms -> answer(screened(forms, CONSENT.minusSeconds(60)), "I1", true),
                        forms -> answer(screened(forms, CONSENT), "I1", true)),
                new ProtocolRule(
                        "I7 the episode by the history, with the weeks since then",
                        "I7_HISTORY",
                        Severity.ERROR,
                        forms -> answer(history(forms, "MH_EPISODE_WEEKS", 2), "I7", true),
                        // 12 days before the dose it had lasted 3 weeks; 20 hours before the dose 4 weeks and 4 days
                        forms -> answer(history(forms, "MH_EPISODE_WEEKS", 3), "I7", true)),
                new ProtocolRule(
                        "I8 the antidepressant by the history",
                        "I8_HISTORY",
                        Severity.ERROR,
                        forms -> answer(history(forms, "MH_STABLE_WEEKS", 2), "I8", true),
                        forms -> answer(history(forms, "MH_STABLE_WEEKS", 2), "I8", false)),
                new ProtocolRule(
                        "I9 a method where it is relevant",
                        "I9_METHOD_GIVEN",
                        Severity.QUERY,
                        forms -> answer(ProtocolEntries.person(forms, "F", true), "I9", true),
                        forms -> answer(ProtocolEntries.person(forms, "F", true), "I9", true, "I9_METHOD", "Coil")));
    }

    private static List<ProtocolRule> history() {
        List<ProtocolRule> rules = new ArrayList<>();
        String[][] criteria = {
            {"E1_HISTORY", "E1", "MH_PSYCHOSIS_BIPOLAR"},
            {"E2_HISTORY", "E2", "MH_SUBSTANCE"},
            {"E3_HISTORY", "E3", "MH_KETAMINE"},
            {"E4_LACTATION", "E4", "MH_LACTATING"},
            {"E6_CARDIAC", "E6", "MH_CARDIAC"},
            {"E6_ANEURYSM", "E6", "MH_ANEURYSM"},
            {"E6_BLEED", "E6", "MH_BLEED"},
            {"E7_HISTORY", "E7", "MH_PRESSURE_GLAUCOMA"},
            {"E9_HISTORY", "E9", "MH_SEIZURE"},
            {"E10_HISTORY", "E10", "MH_BLADDER"},
            {"E15_HISTORY", "E15", "MH_HYPERSENSITIVITY"}
        };
        for (String[] criterion : criteria) {
            rules.add(new ProtocolRule(
                    criterion[1] + " " + criterion[2] + " and no",
                    criterion[0],
                    Severity.ERROR,
                    forms -> answer(history(forms, criterion[2], true), criterion[1], false),
                    forms -> answer(history(forms, criterion[2], true), criterion[1], true)));
            rules.add(new ProtocolRule(
                    criterion[1] + " " + criterion[2] + " entered afterwards",
                    criterion[0],
                    Severity.ERROR,
                    forms -> again(history(answer(forms, criterion[1], false), criterion[2], true)),
                    forms -> again(history(answer(forms, criterion[1], false), criterion[2], false))));
        }
        return rules;
    }

    private static List<ProtocolRule> examinations() {
        return List.of(
                new ProtocolRule(
                        "E1 a bipolar disorder in the interview",
                        "E1_INTERVIEW",
                        Severity.ERROR,
                        forms -> answer(interview(forms, "SI_COMORBID", List.of("ANXIETY", "BIPOLAR")), "E1", false),
                        forms -> answer(interview(forms, "SI_COMORBID", List.of("ANXIETY")), "E1", false)),
                new ProtocolRule(
                        "E1 psychotic features",
                        "E1_PSYCHOTIC_FEATURES",
                        Severity.ERROR,
                        forms -> answer(interview(forms, "SI_SEVERITY", "SEVERE_PSYCHOTIC"), "E1", false),
                        forms -> answer(interview(forms, "SI_SEVERITY", "SEVERE"), "E1", false)),
                new ProtocolRule(
                        "E2 a substance use disorder in the interview",
                        "E2_INTERVIEW",
                        Severity.ERROR,
                        forms -> answer(interview(forms, "SI_COMORBID", List.of("SUBSTANCE_MODERATE")), "E2", false),
                        forms -> answer(interview(forms, "SI_COMORBID", List.of("SUBSTANCE_MILD")), "E2", false)),
                new ProtocolRule(
                        "E5 a high reading needs a repeat",
                        "E5_REPEATED",
                        Severity.ERROR,
                        forms -> answer(pressure(forms, 150), "E5", false),
                        forms -> answer(pressure(forms, 150), "E5", false, "E5_SYS", 138, "E5_DIA", 80)),
                new ProtocolRule(
                        "E5 no reading",
                        "E5_REPEATED",
                        Severity.ERROR,
                        forms -> answer(forms, "E5", false),
                        forms -> answer(pressure(forms, 140), "E5", false)),
                new ProtocolRule(
                        "E6 an ECG that is clinically significant",
                        "E6_ECG",
                        Severity.QUERY,
                        forms -> answer(
                                forms.enter("SCREENING", "ECG", CONSENT, "ECG_RESULT", "ABNORMAL_CS"), "E6", false),
                        forms -> answer(
                                forms.enter("SCREENING", "ECG", CONSENT, "ECG_RESULT", "ABNORMAL_NCS"), "E6", false)),
                new ProtocolRule(
                        "E8 the laboratory's own values",
                        "E8_SOURCE",
                        Severity.ERROR,
                        forms -> answer(laboratory(forms, 81, 60), "E8", false, "E8_ALT", 1.9),
                        forms -> answer(laboratory(forms, 80, 60), "E8", false)),
                new ProtocolRule(
                        "E8 eGFR",
                        "E8_SOURCE",
                        Severity.ERROR,
                        forms -> answer(laboratory(forms, 40, 59), "E8", false),
                        forms -> answer(laboratory(forms, 40, 59), "E8", true)),
                copied("E1_YMRS_COPIED", "E1_YMRS", forms -> forms.enter("SCREENING", "YMRS", CONSENT, ymrs()), 1, 0),
                copied(
                        "E6_QTCF_COPIED",
                        "E6_QTCF",
                        forms -> forms.enter("SCREENING", "ECG", CONSENT, "ECG_QTCF", 420),
                        421,
                        420),
                copied("E8_EGFR_COPIED", "E8_EGFR", forms -> laboratory(forms, 40, 80), 81, 80),
                copied("E11_IDEATION_COPIED", "E11_IDEATION", forms -> suicidality(forms, 2, false), 1, 2),
                copied(
                        "E12_MOCA_COPIED",
                        "E12_MOCA",
                        forms -> forms.enter("SCREENING", "MOCA", CONSENT, "MOCA_TOTAL", 27),
                        26,
                        27));
    }

    private static List<ProtocolRule> suicidalityAndAge() {
        return List.of(
                new ProtocolRule(
                        "E11 ideation of 4 not safely managed",
                        "E11_SUICIDALITY",
                        Severity.ERROR,
                        forms -> answer(suicidality(forms, 4, false, "CSSRS_MANAGED", false), "E11", false),
                        forms -> answer(suicidality(forms, 4, false, "CSSRS_MANAGED", true), "E11", false)),
                new ProtocolRule(
                        "E11 a recent attempt",
                        "E11_SUICIDALITY",
                        Severity.ERROR,
                        forms -> answer(suicidality(forms, 0, true, "CSSRS_MANAGED", false), "E11", false),
                        forms -> answer(suicidality(forms, 3, false), "E11", false)),
                new ProtocolRule(
                        "E11 suicidality not entered, or not known to be managed",
                        "E11_SUICIDALITY",
                        Severity.ERROR,
                        forms -> answer(suicidality(forms, 5, false), "E11", false),
                        forms -> answer(forms, "E11", true)),
                new ProtocolRule(
                        "E14 older than 65 years without clearance",
                        "E14_CLEARANCE",
                        Severity.ERROR,
                        forms -> answer(aged(forms, 68), "E14", false, "E14_CLEARED", true),
                        forms -> answer(aged(forms, 68), "E14", false, "E14_CLEARED", true, "E14_DATE", "2026-02-25")),
                new ProtocolRule(
                        "E14 up to 65 years",
                        "E14_CLEARANCE",
                        Severity.ERROR,
                        forms -> answer(aged(forms, 66), "E14", false),
                        forms -> answer(aged(forms, 65), "E14", false)));
    }

    private static List<ProtocolRule> benzodiazepine() {
        return List.of(
                new ProtocolRule(
                        "E13 a benzodiazepine of the last 24 h",
                        "E13_RECENT",
                        Severity.WARNING,
                        forms -> answer(forms, "E13", false, "E13_LAST_AT", BASELINE.minus(Duration.ofHours(23))),
                        forms -> answer(forms, "E13", false, "E13_LAST_AT", BASELINE.minus(Duration.ofHours(24)))),
                new ProtocolRule(
                        "E13 a benzodiazepine within 24 h of the dose",
                        "E13_BEFORE_DOSE",
                        Severity.QUERY,
                        forms -> answer(dosed(forms), "E13", false, "E13_LAST_AT", DOSE.minus(Duration.ofHours(23))),
                        forms -> answer(dosed(forms), "E13", false, "E13_LAST_AT", DOSE.minus(Duration.ofHours(24)))));
    }

    private static ProtocolRule copied(
            String check,
            String item,
            java.util.function.UnaryOperator<EnteredForms> source,
            Object wrong,
            Object right) {
        return new ProtocolRule(
                check,
                check,
                Severity.QUERY,
                forms -> answer(source.apply(forms), item, wrong),
                forms -> answer(source.apply(forms), item, right));
    }

    private static EnteredForms answer(EnteredForms forms, Object... answers) {
        return forms.enter("BASELINE", "ELIGIBILITY", BASELINE, answers);
    }

    private static EnteredForms again(EnteredForms forms) {
        return forms.lookAt(new org.equipoise.ecrf.domain.form.FormInstance("BASELINE", "ELIGIBILITY", 1));
    }

    private static EnteredForms history(EnteredForms forms, String item, Object value) {
        return forms.enter("SCREENING", "HISTORY", CONSENT, item, value);
    }

    private static EnteredForms interview(EnteredForms forms, String item, Object value) {
        return forms.enter("SCREENING", "INTERVIEW", CONSENT, item, value);
    }

    private static EnteredForms pressure(EnteredForms forms, int systolic) {
        return forms.enter("BASELINE", "VITALS", BASELINE, "VS_SYS", systolic, "VS_DIA", 80);
    }

    private static EnteredForms laboratory(EnteredForms forms, int alt, int filtration) {
        return forms.enter(
                "SCREENING",
                "LABS",
                CONSENT,
                "LB_ALT",
                alt,
                "LB_ALT_ULN",
                40,
                "LB_AST",
                20,
                "LB_AST_ULN",
                40,
                "LB_EGFR",
                filtration);
    }

    private static EnteredForms aged(EnteredForms forms, int age) {
        return forms.enter("SCREENING", "DEMOGRAPHICS", CONSENT, "DM_AGE", age);
    }

    private static EnteredForms suicidality(EnteredForms forms, int ideation, boolean attempt, Object... more) {
        List<Object> answers = new ArrayList<>();
        for (int level = 1; level <= 5; level++) {
            answers.add("CSSRS" + level);
            answers.add(level <= ideation);
        }
        answers.addAll(List.of(
                "CSSRS_ACTUAL", attempt, "CSSRS_INTERRUPTED", false, "CSSRS_ABORTED", false, "CSSRS_COMPLETED", false));
        return forms.enter("BASELINE", "CSSRS", BASELINE, ProtocolEntries.with(answers, more));
    }

    private static Object[] ymrs() {
        List<Object> items = new ArrayList<>();
        for (int item = 1; item <= 11; item++) {
            items.add("YMRS%02d".formatted(item));
            items.add(0);
        }
        return items.toArray();
    }

    private static EnteredForms screened(EnteredForms forms, Instant labs) {
        consented(forms).enter("SCREENING", "DRUG_SCREEN", CONSENT, "UDS_AT", CONSENT);
        for (String form : SCREENING_PROCEDURES) {
            forms.enter("SCREENING", form, form.equals("LABS") ? labs : CONSENT);
        }
        return forms;
    }
}
