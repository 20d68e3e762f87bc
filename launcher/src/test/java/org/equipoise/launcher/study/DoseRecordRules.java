package org.equipoise.launcher.study;

import static org.equipoise.launcher.study.ProtocolEntries.BASELINE;
import static org.equipoise.launcher.study.ProtocolEntries.DOSE;
import static org.equipoise.launcher.study.ProtocolEntries.PREDOSE;
import static org.equipoise.launcher.study.ProtocolEntries.cadss;
import static org.equipoise.launcher.study.ProtocolEntries.dosed;
import static org.equipoise.launcher.study.ProtocolEntries.hours;
import static org.equipoise.launcher.study.ProtocolEntries.minutes;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.study.Severity;

/** What the infusion record must agree with: the eligibility before the dose, the kit, and the rules of the dose day. */
final class DoseRecordRules {
    private static final String RECORD = "INFUSION";

    private DoseRecordRules() {}

    static Stream<ProtocolRule> all() {
        return Stream.of(allowed(), stopped(), vitalSigns(), disobeyed(), timing())
                .flatMap(List::stream);
    }

    private static List<ProtocolRule> allowed() {
        return List.of(
                new ProtocolRule(
                        "hold: a dose although dosing may not go ahead",
                        "DOSE_ALLOWED",
                        Severity.QUERY,
                        forms -> dosed(assessed(forms, "PREDOSE", false)),
                        forms -> dosed(assessed(forms, "PREDOSE", true))),
                new ProtocolRule(
                        "hold: also when that is entered after the dose",
                        "DOSE_ALLOWED",
                        Severity.QUERY,
                        forms -> record(assessed(dosed(forms), "PREDOSE", false)),
                        forms -> record(assessed(dosed(forms), "D1_PREDOSE", false))),
                new ProtocolRule(
                        "hold: each repeat dose by its own assessment",
                        "DOSE_ALLOWED",
                        Severity.QUERY,
                        forms -> assessed(forms, "D2_PREDOSE", false)
                                .enter("D2_INFUSION", RECORD, hours(84), "INF_START", hours(84)),
                        forms -> assessed(assessed(forms, "D2_PREDOSE", true), "PREDOSE", false)
                                .enter("D2_INFUSION", RECORD, hours(84), "INF_START", hours(84))),
                new ProtocolRule(
                        "a dose without an assessment",
                        "DOSE_ASSESSED",
                        Severity.QUERY,
                        ProtocolEntries::dosed,
                        forms -> dosed(assessed(forms, "PREDOSE", false))),
                new ProtocolRule(
                        "an assessment after the start",
                        "DOSE_ASSESSED_BEFORE",
                        Severity.QUERY,
                        forms -> dosed(forms.enter("PREDOSE", "DOSE_ELIGIBILITY", minutes(1), "PD_MAY_DOSE", true)),
                        forms -> dosed(forms.enter("PREDOSE", "DOSE_ELIGIBILITY", DOSE, "PD_MAY_DOSE", true))),
                new ProtocolRule(
                        "another kit than that assigned",
                        "KIT_CHECKED",
                        Severity.QUERY,
                        forms -> infusion(forms, "INF_KIT_CHECKED", false),
                        forms -> infusion(forms, "INF_KIT_CHECKED", true)));
    }

    private static List<ProtocolRule> stopped() {
        return List.of(
                new ProtocolRule(
                        "stop: seizure",
                        "STOP_EVENT",
                        Severity.QUERY,
                        forms -> infusion(forms, "INF_STOP_REASON", List.of("PULSE", "SEIZURE")),
                        forms -> infusion(forms, "INF_STOP_REASON", List.of("PULSE", "WISH"))),
                new ProtocolRule(
                        "stop: the participant's wish",
                        "STOP_RULE",
                        Severity.QUERY,
                        forms -> infusion(forms, "INF_STOP_REASON", List.of("WISH"), "INF_STOPPED_EARLY", false),
                        forms -> infusion(forms, "INF_STOP_REASON", List.of("WISH"), "INF_STOPPED_EARLY", true)),
                new ProtocolRule(
                        "stop: with a reason",
                        "STOP_REASON_GIVEN",
                        Severity.QUERY,
                        forms -> infusion(forms, "INF_INTERRUPTED", true, "INF_STOPPED_EARLY", false),
                        forms -> infusion(forms, "INF_INTERRUPTED", false, "INF_STOPPED_EARLY", false)),
                new ProtocolRule(
                        "stop: unresponsive",
                        "STOP_UNRESPONSIVE",
                        Severity.QUERY,
                        forms -> forms.enter("PLUS40", "SEDATION", minutes(40), "SED_LEVEL", "1"),
                        forms -> forms.enter("PLUS40", "SEDATION", minutes(40), "SED_LEVEL", "2")),
                new ProtocolRule(
                        "stop: seizure as an adverse event",
                        "STOP_SEIZURE",
                        Severity.QUERY,
                        forms -> infusion(forms, "INF_STOP", minutes(40), "INF_STOPPED_EARLY", false)
                                .enter("COMMON", "AE", minutes(20), "AE_SPECIAL", "SEIZURE", "AE_START", minutes(20)),
                        forms -> infusion(forms, "INF_STOP", minutes(40), "INF_STOPPED_EARLY", false)
                                .enter("COMMON", "AE", minutes(60), "AE_SPECIAL", "SEIZURE", "AE_START", minutes(60))));
    }

    private static List<ProtocolRule> vitalSigns() {
        return List.of(
                new ProtocolRule(
                        "pause: pulse on a dose only",
                        "PAUSE_PULSE",
                        Severity.QUERY,
                        forms -> reading(dosed(forms), "INFUSION", minutes(10), "VS_PULSE", 44),
                        forms -> reading(dosed(forms), "DAY7", hours(168), "VS_PULSE", 44)),
                new ProtocolRule(
                        "pause: pulse before any dose",
                        "PAUSE_PULSE",
                        Severity.QUERY,
                        forms -> reading(dosed(forms), "PLUS230", minutes(260), "VS_PULSE", 131),
                        forms -> reading(forms, "BASELINE", BASELINE, "VS_PULSE", 131)),
                new ProtocolRule(
                        "pause: in a repeat dose by its own start",
                        "PAUSE_PULSE",
                        Severity.QUERY,
                        forms -> reading(
                                dosed(forms).enter("D2_INFUSION", RECORD, hours(84), "INF_START", hours(84)),
                                "D2_PLUS40",
                                hours(84).plusSeconds(2400),
                                "VS_PULSE",
                                140),
                        forms -> reading(dosed(forms), "D2_PLUS40", hours(84).plusSeconds(2400), "VS_PULSE", 140)),
                new ProtocolRule(
                        "stop: SpO2 on a dose only",
                        "STOP_SPO2",
                        Severity.QUERY,
                        forms -> reading(dosed(forms), "PLUS40", minutes(40), "VS_SPO2", 87),
                        forms -> reading(dosed(forms), "H24", hours(24), "VS_SPO2", 87)),
                new ProtocolRule(
                        "a low SpO2 is asked about at any visit",
                        "PAUSE_SPO2",
                        Severity.WARNING,
                        forms -> reading(dosed(forms), "H24", hours(24), "VS_SPO2", 91),
                        forms -> reading(dosed(forms), "H24", hours(24), "VS_SPO2", 92)),
                new ProtocolRule(
                        "stop: symptomatic hypertensive crisis",
                        "STOP_CRISIS",
                        Severity.QUERY,
                        forms -> reading(
                                dosed(forms), "INFUSION", minutes(20), "VS_SYS", 185, "VS_DIA", 100, "VS_CRISIS", true),
                        forms -> reading(
                                dosed(forms),
                                "INFUSION",
                                minutes(20),
                                "VS_SYS",
                                185,
                                "VS_DIA",
                                100,
                                "VS_CRISIS",
                                false)));
    }

    private static List<ProtocolRule> disobeyed() {
        return List.of(
                new ProtocolRule(
                        "pause: pulse, and no pause",
                        "PAUSE_OBEYED",
                        Severity.QUERY,
                        forms -> reading(complete(forms, false), "INFUSION", minutes(20), "VS_PULSE", 140),
                        forms -> reading(complete(forms, true), "INFUSION", minutes(20), "VS_PULSE", 140)),
                new ProtocolRule(
                        "pause: pulse when the infusion had ended",
                        "PAUSE_OBEYED",
                        Severity.QUERY,
                        forms -> reading(complete(forms, false), "PLUS40", minutes(39), "VS_PULSE", 140),
                        forms -> reading(complete(forms, false), "PLUS40", minutes(40), "VS_PULSE", 140)),
                new ProtocolRule(
                        "pause: pressure twice, and no pause",
                        "PAUSE_PRESSURE_OBEYED",
                        Severity.QUERY,
                        forms -> twice(complete(forms, false), 10, 20, 182),
                        forms -> twice(complete(forms, true), 10, 20, 182)),
                new ProtocolRule(
                        "stop: SpO2, and no stop",
                        "STOP_OBEYED",
                        Severity.QUERY,
                        forms -> reading(complete(forms, false), "INFUSION", minutes(20), "VS_SPO2", 87),
                        forms -> reading(complete(forms, true), "INFUSION", minutes(20), "VS_SPO2", 87)),
                new ProtocolRule(
                        "pause: SpO2 for a minute, and no pause",
                        "PAUSE_SPO2_OBEYED",
                        Severity.QUERY,
                        forms -> desaturated(complete(forms, false), 20, 91),
                        forms -> desaturated(complete(forms, true), 20, 91)),
                new ProtocolRule(
                        "pause: SpO2 that recovers",
                        "PAUSE_SPO2_OBEYED",
                        Severity.QUERY,
                        forms -> desaturated(complete(forms, false), 39, 91),
                        forms -> desaturated(complete(forms, false), 39, 92)),
                new ProtocolRule(
                        "pause: SpO2 once the infusion had ended",
                        "PAUSE_SPO2_OBEYED",
                        Severity.QUERY,
                        forms -> desaturated(complete(forms, false), 39, 90),
                        forms -> desaturated(complete(forms, false), 40, 90)),
                new ProtocolRule(
                        "stop: hypertensive crisis, and no stop",
                        "STOP_CRISIS_OBEYED",
                        Severity.QUERY,
                        forms -> crisis(complete(forms, false), 20),
                        forms -> crisis(complete(forms, true), 20)),
                new ProtocolRule(
                        "stop: hypertensive crisis after the infusion",
                        "STOP_CRISIS_OBEYED",
                        Severity.QUERY,
                        forms -> crisis(complete(forms, false), 39),
                        forms -> crisis(complete(forms, false), 41)),
                new ProtocolRule(
                        "stop: unresponsive, and no stop",
                        "STOP_UNRESPONSIVE_OBEYED",
                        Severity.QUERY,
                        forms -> complete(forms, false).enter("PLUS40", "SEDATION", minutes(39), "SED_LEVEL", "1"),
                        forms -> complete(forms, true).enter("PLUS40", "SEDATION", minutes(39), "SED_LEVEL", "1")),
                new ProtocolRule(
                        "stop: unresponsive after the infusion",
                        "STOP_UNRESPONSIVE_OBEYED",
                        Severity.QUERY,
                        forms -> complete(forms, false).enter("PLUS40", "SEDATION", minutes(39), "SED_LEVEL", "1"),
                        forms -> complete(forms, false).enter("PLUS40", "SEDATION", minutes(40), "SED_LEVEL", "1")),
                new ProtocolRule(
                        "hold: pressure twice, and a dose",
                        "HOLD_OBEYED",
                        Severity.QUERY,
                        forms -> twice(dosed(forms), -60, -20, 141),
                        forms -> twice(dosed(forms), -60, -20, 140)),
                new ProtocolRule(
                        "hold: pressure twice, long before the dose",
                        "HOLD_OBEYED",
                        Severity.QUERY,
                        forms -> twice(dosed(forms), -90, -20, 150),
                        forms -> twice(dosed(forms), -91, -20, 150)));
    }

    private static List<ProtocolRule> timing() {
        return List.of(
                new ProtocolRule(
                        "R14 by the visit, whatever was ticked",
                        "R14_BEFORE_DOSE",
                        Severity.QUERY,
                        forms -> forms.enter("PREDOSE", "CADSS", PREDOSE, cadss("AFTER", 12)),
                        forms -> forms.enter("PLUS40", "CADSS", minutes(40), cadss("AFTER", 12))),
                new ProtocolRule(
                        "R14 in a repeat dose",
                        "R14_BEFORE_DOSE",
                        Severity.QUERY,
                        forms -> dosed(forms).enter("D3_PREDOSE", "CADSS", hours(83), cadss("AFTER", 1)),
                        forms -> dosed(forms).enter("D3_PLUS80", "CADSS", hours(85), cadss("AFTER", 1))),
                new ProtocolRule(
                        "R14 by the time of the start",
                        "R14_BEFORE_START",
                        Severity.QUERY,
                        forms -> dosed(forms).enter("PLUS40", "CADSS", DOSE, cadss("AFTER", 1)),
                        forms -> dosed(forms).enter("PLUS40", "CADSS", minutes(1), cadss("AFTER", 1))),
                new ProtocolRule(
                        "R14 before or after by the visit",
                        "R14_TIMEPOINT",
                        Severity.ERROR,
                        forms -> forms.enter("D1_PREDOSE", "CADSS", PREDOSE, cadss("AFTER", 0)),
                        forms -> forms.enter("D1_PREDOSE", "CADSS", PREDOSE, cadss("BEFORE", 0))),
                new ProtocolRule(
                        "R14 before or after by the times",
                        "R14_TIME",
                        Severity.QUERY,
                        forms -> dosed(forms).enter("PREDOSE", "CADSS", minutes(5), cadss("BEFORE", 0)),
                        forms -> dosed(forms).enter("PREDOSE", "CADSS", PREDOSE, cadss("BEFORE", 0))));
    }

    private static EnteredForms assessed(EnteredForms forms, String event, boolean mayDose) {
        return forms.enter(event, "DOSE_ELIGIBILITY", PREDOSE, "PD_MAY_DOSE", mayDose);
    }

    private static EnteredForms record(EnteredForms forms) {
        return forms.lookAt(new FormInstance(RECORD, RECORD, 1));
    }

    private static EnteredForms infusion(EnteredForms forms, Object... more) {
        return forms.enter(RECORD, RECORD, DOSE, ProtocolEntries.with(List.of("INF_START", DOSE), more));
    }

    private static EnteredForms complete(EnteredForms forms, boolean stopped) {
        return infusion(forms, "INF_STOP", minutes(40), "INF_INTERRUPTED", stopped, "INF_STOPPED_EARLY", stopped);
    }

    private static EnteredForms reading(EnteredForms forms, String event, Instant at, Object... values) {
        return forms.enter(event, "VITALS", at, values);
    }

    private static EnteredForms desaturated(EnteredForms forms, int second, int saturation) {
        return forms.enter(new FormInstance(RECORD, "VITALS", 1), minutes(second - 10), "VS_SPO2", 90)
                .enter(new FormInstance(RECORD, "VITALS", 2), minutes(second), "VS_SPO2", saturation);
    }

    private static EnteredForms crisis(EnteredForms forms, int minute) {
        return reading(forms, "PLUS40", minutes(minute), "VS_SYS", 185, "VS_DIA", 100, "VS_CRISIS", true);
    }

    private static EnteredForms twice(EnteredForms forms, int first, int second, int systolic) {
        String event = first < 0 ? "PREDOSE" : RECORD;
        return forms.enter(new FormInstance(event, "VITALS", 1), minutes(first), "VS_SYS", systolic, "VS_DIA", 80)
                .enter(new FormInstance(event, "VITALS", 2), minutes(second), "VS_SYS", systolic, "VS_DIA", 80);
    }
}
