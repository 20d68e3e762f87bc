package org.equipoise.launcher.study;

import static org.equipoise.launcher.study.ProtocolEntries.DOSE;
import static org.equipoise.launcher.study.ProtocolEntries.PREDOSE;
import static org.equipoise.launcher.study.ProtocolEntries.discharged;
import static org.equipoise.launcher.study.ProtocolEntries.hcg;
import static org.equipoise.launcher.study.ProtocolEntries.hours;
import static org.equipoise.launcher.study.ProtocolEntries.infused;
import static org.equipoise.launcher.study.ProtocolEntries.mayDose;
import static org.equipoise.launcher.study.ProtocolEntries.minutes;
import static org.equipoise.launcher.study.ProtocolEntries.person;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.equipoise.ecrf.domain.study.Severity;

/** The rules about a dose: vital signs, infusion, volume, pregnancy, the drug screen. */
final class DosingRules {
    private DosingRules() {}

    static Stream<ProtocolRule> all() {
        return Stream.of(vitalSigns(), infusion(), pregnancy(), screening()).flatMap(List::stream);
    }

    private static List<ProtocolRule> vitalSigns() {
        return List.of(
                new ProtocolRule(
                        "R2 ranges",
                        "range",
                        Severity.ERROR,
                        forms -> forms.enter("H24", "VITALS", hours(24), "VS_SYS", 261),
                        forms -> forms.enter("H24", "VITALS", hours(24), "VS_SYS", 260)),
                new ProtocolRule(
                        "R2 pulse and SpO2",
                        "range",
                        Severity.ERROR,
                        forms -> forms.enter("H24", "VITALS", hours(24), "VS_PULSE", 29, "VS_SPO2", 49),
                        forms -> forms.enter("H24", "VITALS", hours(24), "VS_PULSE", 30, "VS_SPO2", 50)),
                new ProtocolRule(
                        "R2 systolic above diastolic",
                        "R2_ORDER",
                        Severity.ERROR,
                        forms -> forms.enter("H24", "VITALS", hours(24), "VS_SYS", 90, "VS_DIA", 90),
                        forms -> forms.enter("H24", "VITALS", hours(24), "VS_SYS", 91, "VS_DIA", 90)));
    }

    private static List<ProtocolRule> infusion() {
        return List.of(
                new ProtocolRule(
                        "R4 stop after start",
                        "R4_ORDER",
                        Severity.ERROR,
                        forms -> infused(forms, "INFUSION", DOSE, 0),
                        forms -> infused(forms, "INFUSION", DOSE, 1)),
                new ProtocolRule(
                        "R4 duration 38 to 45 min",
                        "R4_DURATION",
                        Severity.WARNING,
                        forms -> infused(forms, "INFUSION", DOSE, 46),
                        forms -> infused(forms, "INFUSION", DOSE, 45)),
                new ProtocolRule(
                        "R4 warning above 60 min",
                        "R4_VERY_LONG",
                        Severity.WARNING,
                        forms -> infused(forms, "INFUSION", DOSE, 61),
                        forms -> infused(forms, "INFUSION", DOSE, 60)),
                new ProtocolRule(
                        "R5 volume from the weight of the day",
                        "R5_VOLUME",
                        Severity.ERROR,
                        forms -> forms.enter(
                                "PREDOSE", "DOSE_PREPARATION", PREDOSE, "PREP_WEIGHT", 80, "PREP_DRUG_VOLUME", 0.83),
                        forms -> forms.enter(
                                "PREDOSE", "DOSE_PREPARATION", PREDOSE, "PREP_WEIGHT", 80, "PREP_DRUG_VOLUME", 0.81)),
                new ProtocolRule(
                        "R5 weight change above 10%",
                        "R5_WEIGHT",
                        Severity.QUERY,
                        forms -> person(forms, "M", false)
                                .enter("PREDOSE", "DOSE_ELIGIBILITY", PREDOSE, "PD_WEIGHT", 71.9),
                        forms -> person(forms, "M", false)
                                .enter("PREDOSE", "DOSE_ELIGIBILITY", PREDOSE, "PD_WEIGHT", 72)),
                new ProtocolRule(
                        "discharge 2 h after the end of the same dose",
                        "DISCHARGE_TIME",
                        Severity.ERROR,
                        forms -> discharged(
                                infused(infused(forms, "D1_INFUSION", DOSE, 40), "D2_INFUSION", hours(84), 40)),
                        forms -> discharged(infused(forms, "D2_INFUSION", hours(80), 40))),
                new ProtocolRule(
                        "discharge: the pressure before the dose as it was read",
                        "BASELINE_COPIED",
                        Severity.QUERY,
                        forms -> compared(pressure(infused(forms, "INFUSION", DOSE, 40), -60, 128), "PLUS230", 138),
                        forms -> compared(
                                pressure(read(infused(forms, "INFUSION", DOSE, 40)), -60, 138), "PLUS230", 138)),
                new ProtocolRule(
                        "discharge: a reading of the 90 minutes before the start",
                        "BASELINE_COPIED",
                        Severity.QUERY,
                        forms -> compared(pressure(infused(forms, "INFUSION", DOSE, 40), -91, 138), "PLUS230", 138),
                        forms -> compared(pressure(infused(forms, "INFUSION", DOSE, 40), -90, 138), "PLUS230", 138)),
                new ProtocolRule(
                        "discharge: each repeat dose has readings of its own",
                        "BASELINE_COPIED",
                        Severity.QUERY,
                        forms -> compared(
                                pressure(infused(forms, "D2_INFUSION", hours(80), 40), -60, 138), "D2_PLUS230", 138),
                        forms -> compared(
                                pressure(infused(forms, "D2_INFUSION", hours(80), 40), 79 * 60, 138),
                                "D2_PLUS230",
                                138)));
    }

    private static EnteredForms pressure(EnteredForms forms, int minute, int systolic) {
        String event = minute < 0 ? "PREDOSE" : "D2_PREDOSE";
        return forms.enter(event, "VITALS", minutes(minute), "VS_SYS", systolic, "VS_DIA", 80);
    }

    private static EnteredForms read(EnteredForms forms) {
        return forms.enter("BASELINE", "VITALS", ProtocolEntries.BASELINE, "VS_SYS", 121, "VS_DIA", 79);
    }

    private static EnteredForms compared(EnteredForms forms, String event, int systolic) {
        return forms.enter(event, "DISCHARGE", minutes(230), "DC_BASE_SYS", systolic, "DC_BASE_DIA", 80);
    }

    private static List<ProtocolRule> pregnancy() {
        return List.of(
                new ProtocolRule(
                        "R10 child-bearing potential without hCG",
                        "R10_HCG",
                        Severity.ERROR,
                        forms -> mayDose(person(forms, "F", true), "PREDOSE", DOSE),
                        forms -> mayDose(person(forms, "F", false), "PREDOSE", DOSE)),
                new ProtocolRule(
                        "R10 hCG older than 24 h",
                        "R10_HCG",
                        Severity.ERROR,
                        forms -> mayDose(
                                hcg(person(forms, "F", true), "BASELINE", minutes(-24 * 60 - 1)), "PREDOSE", DOSE),
                        forms -> mayDose(hcg(person(forms, "F", true), "BASELINE", hours(-24)), "PREDOSE", DOSE)),
                new ProtocolRule(
                        "R10 hCG of the dose itself in the repeat phase",
                        "R10_HCG",
                        Severity.ERROR,
                        forms -> mayDose(
                                hcg(person(forms, "F", true), "D1_PREDOSE", hours(83)), "D2_PREDOSE", hours(84)),
                        forms -> mayDose(
                                hcg(person(forms, "F", true), "D2_PREDOSE", hours(83)), "D2_PREDOSE", hours(84))),
                new ProtocolRule(
                        "R10 the infusion record",
                        "R10_HCG",
                        Severity.ERROR,
                        forms -> person(forms, "F", true)
                                .enter("INFUSION", "INFUSION", DOSE, "INF_START", DOSE, "INF_WITHOUT_HCG", false),
                        forms -> hcg(person(forms, "F", true), "BASELINE", hours(-20))
                                .enter("INFUSION", "INFUSION", DOSE, "INF_START", DOSE, "INF_WITHOUT_HCG", false)),
                new ProtocolRule(
                        "R10 a dose given all the same",
                        "R10_DEVIATION",
                        Severity.QUERY,
                        forms -> person(forms, "F", true)
                                .enter("INFUSION", "INFUSION", DOSE, "INF_START", DOSE, "INF_WITHOUT_HCG", true),
                        forms -> person(forms, "M", false)
                                .enter("INFUSION", "INFUSION", DOSE, "INF_START", DOSE, "INF_WITHOUT_HCG", false)));
    }

    private static List<ProtocolRule> screening() {
        return List.of(
                new ProtocolRule(
                        "E2 positive before a repeat dose",
                        "E2_POSITIVE",
                        Severity.QUERY,
                        forms -> screened(forms, "D3_PREDOSE", hours(83), true, false),
                        forms -> screened(forms, "D3_PREDOSE", hours(83), true, true)),
                new ProtocolRule(
                        "E2 no repeat dose after a positive screen",
                        "E2_SCREEN",
                        Severity.ERROR,
                        forms ->
                                mayDose(screened(forms, "D3_PREDOSE", hours(83), true, false), "D3_PREDOSE", hours(84)),
                        forms -> mayDose(
                                screened(forms, "D3_PREDOSE", hours(83), false, false), "D3_PREDOSE", hours(84))),
                new ProtocolRule(
                        "E2 each repeat dose has a screen of its own",
                        "E2_SCREENED",
                        Severity.ERROR,
                        forms -> mayDose(
                                screened(forms, "D2_PREDOSE", hours(83), false, false), "D3_PREDOSE", hours(84)),
                        forms -> mayDose(
                                screened(forms, "D3_PREDOSE", hours(60), false, false), "D3_PREDOSE", hours(84))),
                new ProtocolRule(
                        "E2 a screen older than 24 h",
                        "E2_SCREENED",
                        Severity.ERROR,
                        forms -> mayDose(
                                screened(forms, "W1_PREDOSE", minutes(60 * 60 - 1), false, false),
                                "W1_PREDOSE",
                                hours(84)),
                        forms -> mayDose(forms, "PREDOSE", DOSE)),
                new ProtocolRule(
                        "E2 the screen of the baseline before the first dose",
                        "E2_BASELINE",
                        Severity.ERROR,
                        forms -> mayDose(baselineScreen(forms, true), "PREDOSE", DOSE),
                        forms -> mayDose(baselineScreen(forms, false), "PREDOSE", DOSE)),
                new ProtocolRule(
                        "E2 that screen says nothing about later doses",
                        "E2_BASELINE",
                        Severity.ERROR,
                        forms -> mayDose(baselineScreen(forms, true), "PREDOSE", DOSE),
                        forms -> mayDose(baselineScreen(forms, true), "D1_PREDOSE", hours(84))));
    }

    private static EnteredForms screened(
            EnteredForms forms, String event, Instant at, boolean opioids, boolean prescribed) {
        return forms.enter(
                event,
                "DOSE_SCREEN",
                at,
                "DSC_AT",
                at,
                "DSC_AMPHETAMINES",
                false,
                "DSC_CANNABINOIDS",
                false,
                "DSC_COCAINE",
                false,
                "DSC_OPIOIDS",
                opioids,
                "DSC_PRESCRIBED",
                prescribed);
    }

    private static EnteredForms baselineScreen(EnteredForms forms, boolean cocaine) {
        return forms.enter(
                "BASELINE",
                "DRUG_SCREEN",
                hours(-20),
                "UDS_AMPHETAMINES",
                false,
                "UDS_BENZODIAZEPINES",
                false,
                "UDS_CANNABINOIDS",
                false,
                "UDS_COCAINE",
                cocaine,
                "UDS_OPIOIDS",
                false,
                "UDS_PHENCYCLIDINE",
                false,
                "UDS_PRESCRIBED",
                false);
    }
}
