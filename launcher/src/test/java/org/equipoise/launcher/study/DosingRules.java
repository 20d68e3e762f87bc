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

import java.util.List;
import java.util.stream.Stream;
import org.equipoise.ecrf.domain.study.Severity;

/** The rules about a dose: vital signs, infusion, volume, pregnancy. */
final class DosingRules {
    private DosingRules() {}

    static Stream<ProtocolRule> all() {
        return Stream.of(vitalSigns(), infusion(), pregnancy()).flatMap(List::stream);
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
                        forms -> discharged(infused(forms, "D2_INFUSION", hours(80), 40))));
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
}
