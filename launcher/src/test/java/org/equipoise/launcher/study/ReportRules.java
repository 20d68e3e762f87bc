package org.equipoise.launcher.study;

import static org.equipoise.launcher.study.ProtocolEntries.CONSENT;
import static org.equipoise.launcher.study.ProtocolEntries.DOSE;
import static org.equipoise.launcher.study.ProtocolEntries.consented;
import static org.equipoise.launcher.study.ProtocolEntries.hours;
import static org.equipoise.launcher.study.ProtocolEntries.madrs;
import static org.equipoise.launcher.study.ProtocolEntries.minutes;

import java.util.List;
import java.util.stream.Stream;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.study.Severity;

/** Reports that must agree with each other, dates of which a part is unknown, and what depends on the visit. */
final class ReportRules {
    private ReportRules() {}

    static Stream<ProtocolRule> all() {
        return Stream.of(serious(), partialDates(), medication(), suicidality(), interviews(), ends())
                .flatMap(List::stream);
    }

    private static List<ProtocolRule> serious() {
        return List.of(
                new ProtocolRule(
                        "R11 a report names its event",
                        "EVENT_EXISTS",
                        Severity.QUERY,
                        forms -> report(event(forms, 1, "AE_SERIOUS", true), "SAE_AE_REPEAT", 2),
                        forms -> report(event(forms, 2, "AE_SERIOUS", true), "SAE_AE_REPEAT", 2)),
                new ProtocolRule(
                        "clock: the event is fatal",
                        "FATAL_AGREES",
                        Severity.ERROR,
                        forms -> report(grave(forms, 3, true, false), "SAE_AE_REPEAT", 3, "SAE_FATAL", false),
                        forms -> report(
                                grave(grave(forms, 2, true, true), 3, false, false),
                                "SAE_AE_REPEAT",
                                3,
                                "SAE_FATAL",
                                false)),
                new ProtocolRule(
                        "clock: the event becomes life-threatening after the report",
                        "FATAL_AGREES",
                        Severity.ERROR,
                        forms -> again(grave(
                                report(grave(forms, 1, false, false), "SAE_AE_REPEAT", 1, "SAE_FATAL", false),
                                1,
                                false,
                                true)),
                        forms -> again(grave(
                                report(grave(forms, 1, false, false), "SAE_AE_REPEAT", 1, "SAE_FATAL", true),
                                1,
                                false,
                                true))),
                new ProtocolRule(
                        "clock: the event is neither",
                        "FATAL_IN_EVENT",
                        Severity.QUERY,
                        forms -> report(grave(forms, 1, false, false), "SAE_AE_REPEAT", 1, "SAE_FATAL", true),
                        forms -> report(grave(forms, 1, false, true), "SAE_AE_REPEAT", 1, "SAE_FATAL", true)),
                new ProtocolRule(
                        "expectedness as in the event",
                        "EXPECTED_AGREES",
                        Severity.QUERY,
                        forms ->
                                report(event(forms, 1, "AE_EXPECTED", false), "SAE_AE_REPEAT", 1, "SAE_EXPECTED", true),
                        forms ->
                                report(event(forms, 1, "AE_EXPECTED", true), "SAE_AE_REPEAT", 1, "SAE_EXPECTED", true)),
                new ProtocolRule(
                        "awareness as in the event",
                        "AWARE_AGREES",
                        Severity.QUERY,
                        forms -> report(
                                event(forms, 1, "AE_SERIOUS", true, "AE_AWARE_AT", DOSE),
                                "SAE_AE_REPEAT",
                                1,
                                "SAE_AWARE_AT",
                                hours(1)),
                        forms -> report(
                                event(forms, 1, "AE_SERIOUS", true, "AE_AWARE_AT", DOSE),
                                "SAE_AE_REPEAT",
                                1,
                                "SAE_AWARE_AT",
                                DOSE)),
                new ProtocolRule(
                        "R11 death and outcome",
                        "OUTCOME_DEATH",
                        Severity.ERROR,
                        forms -> event(forms, 1, "AE_OUTCOME", "FATAL", "AE_DEATH", false),
                        forms -> event(forms, 1, "AE_OUTCOME", "FATAL", "AE_DEATH", true)),
                new ProtocolRule(
                        "R11 death and disposition",
                        "DEATH_ENDS",
                        Severity.QUERY,
                        forms -> event(left(forms, "DS_REASON", "LOST"), 1, "AE_DEATH", true),
                        forms -> event(left(forms, "DS_REASON", "DEATH"), 1, "AE_DEATH", true)));
    }

    /** Consent is of 18 February 2026. */
    private static List<ProtocolRule> partialDates() {
        return List.of(
                new ProtocolRule(
                        "R11 onset after consent, by the month",
                        "R11_DAY_AFTER_CONSENT",
                        Severity.ERROR,
                        forms -> began(consented(forms), "2026-01"),
                        forms -> began(consented(forms), "2026-02")),
                new ProtocolRule(
                        "R11 onset after consent, by the year and by the day",
                        "R11_DAY_AFTER_CONSENT",
                        Severity.ERROR,
                        forms -> began(consented(forms), "2026-02-16"),
                        forms -> began(consented(forms), "2026")),
                new ProtocolRule(
                        "R11 end after start, both by the month",
                        "R11_DAY_ORDER",
                        Severity.ERROR,
                        forms -> began(forms, "2026-03", "AE_END_DATE", "2026-02"),
                        forms -> began(forms, "2026-03", "AE_END_DATE", "2026-03")),
                new ProtocolRule(
                        "R11 an end by the month",
                        "R11_END_DAY",
                        Severity.ERROR,
                        forms -> event(forms, 1, "AE_START", DOSE, "AE_END_DATE", "2026-02"),
                        forms -> event(forms, 1, "AE_START", DOSE, "AE_END_DATE", "2026-03")),
                new ProtocolRule(
                        "R11 a start by the month",
                        "R11_START_DAY",
                        Severity.ERROR,
                        forms -> began(forms, "2026-04", "AE_END", DOSE),
                        forms -> began(forms, "2026-03", "AE_END", DOSE)),
                new ProtocolRule(
                        "R11 a start that is still to come",
                        "NOT_IN_THE_FUTURE",
                        Severity.QUERY,
                        forms -> began(forms, "2026-03-05"),
                        forms -> began(forms, "2026-03")),
                new ProtocolRule(
                        "a start without a time has no start with one",
                        "skipped:AE_START",
                        Severity.QUERY,
                        forms -> began(forms, "2026-03", "AE_START", DOSE),
                        forms -> event(forms, 1, "AE_START", DOSE)),
                new ProtocolRule(
                        "the history of the episode",
                        "EPISODE_STARTED",
                        Severity.ERROR,
                        forms -> forms.enter("SCREENING", "HISTORY", CONSENT, "MH_EPISODE_START", "2026-03"),
                        forms -> forms.enter("SCREENING", "HISTORY", CONSENT, "MH_EPISODE_START", "2026-02")),
                new ProtocolRule(
                        "the first diagnosis",
                        "DIAGNOSED_ORDER",
                        Severity.ERROR,
                        forms -> forms.enter("SCREENING", "HISTORY", CONSENT, "MH_FIRST_DIAGNOSED", "2027"),
                        forms -> forms.enter("SCREENING", "HISTORY", CONSENT, "MH_FIRST_DIAGNOSED", "2026")),
                new ProtocolRule(
                        "the length of the episode from its start",
                        "EPISODE_WEEKS",
                        Severity.QUERY,
                        forms -> forms.enter(
                                "SCREENING", "HISTORY", CONSENT, "MH_EPISODE_START", "2025-12", "MH_EPISODE_WEEKS", 40),
                        forms -> forms.enter(
                                "SCREENING",
                                "HISTORY",
                                CONSENT,
                                "MH_EPISODE_START",
                                "2025-12",
                                "MH_EPISODE_WEEKS",
                                9)));
    }

    private static List<ProtocolRule> medication() {
        return List.of(
                new ProtocolRule(
                        "R12 new by the month",
                        "R12_NEW",
                        Severity.QUERY,
                        forms -> taken(consented(forms), "2026-03", false),
                        forms -> taken(consented(forms), "2026-02", false)),
                new ProtocolRule(
                        "R12 the day of consent in Melbourne is for the site to say",
                        "R12_NEW",
                        Severity.QUERY,
                        // consent on 2 March at 09:00+11:00
                        forms -> taken(signed(forms, "2026-03-01T22:00:00Z"), "2026-03-03", false),
                        forms -> taken(signed(forms, "2026-03-01T22:00:00Z"), "2026-03-02", false)),
                new ProtocolRule(
                        "R12 not new by the year",
                        "R12_NOT_NEW",
                        Severity.QUERY,
                        forms -> taken(consented(forms), "2025", true),
                        forms -> taken(consented(forms), "2026", true)),
                new ProtocolRule(
                        "R12 the day of a rescue treatment",
                        "R12_DAY",
                        Severity.QUERY,
                        forms -> rescued(forms, "2026-03"),
                        forms -> rescued(forms, "2026-03-03")),
                new ProtocolRule(
                        "medication ends after it starts",
                        "ORDER",
                        Severity.ERROR,
                        forms -> forms.enter("COMMON", "CONMED", DOSE, "CM_START", "2026-03", "CM_END", "2026-02-28"),
                        forms -> forms.enter("COMMON", "CONMED", DOSE, "CM_START", "2026-03", "CM_END", "2026")));
    }

    private static List<ProtocolRule> suicidality() {
        return List.of(
                new ProtocolRule(
                        "an attempt after consent is a serious adverse event",
                        "BEHAVIOUR_SINCE",
                        Severity.QUERY,
                        forms -> attempt(forms, "BASELINE", true),
                        forms -> attempt(forms, "SCREENING", true)),
                new ProtocolRule(
                        "an attempt of the last months at screening",
                        "BEHAVIOUR_RECENT",
                        Severity.WARNING,
                        forms -> attempt(forms, "SCREENING", true),
                        forms -> attempt(forms, "SCREENING", false, "CSSRS_LIFE_ACTUAL", true)),
                new ProtocolRule(
                        "R7 an attempt years ago answers nothing",
                        "R7_SUICIDALITY",
                        Severity.QUERY,
                        forms -> thinking(ProtocolEntries.suicidality(forms, "SCREENING", false)),
                        forms -> thinking(ProtocolEntries.suicidality(forms, "SCREENING", true))),
                new ProtocolRule(
                        "the lifetime is asked about at screening",
                        "LIFETIME_ASKED",
                        Severity.QUERY,
                        forms -> attempt(forms, "SCREENING", false),
                        forms -> attempt(
                                forms, "SCREENING", false, "CSSRS_LIFE_HIGHEST", 3, "CSSRS_LIFE_ACTUAL", false)),
                new ProtocolRule(
                        "the lifetime holds the last months: ideation",
                        "LIFETIME_IDEATION",
                        Severity.ERROR,
                        forms -> ideation(forms, 0),
                        forms -> ideation(forms, 1)),
                new ProtocolRule(
                        "the lifetime holds the last months: attempts",
                        "LIFETIME_ATTEMPT",
                        Severity.ERROR,
                        forms -> attempt(forms, "SCREENING", true, "CSSRS_LIFE_ACTUAL", false),
                        forms -> attempt(forms, "SCREENING", true, "CSSRS_LIFE_ACTUAL", true)));
    }

    private static List<ProtocolRule> interviews() {
        return List.of(
                recall("DAY7", "PT24H", "P7D"),
                recall("BASELINE", "SINCE_DOSE", "P7D"),
                recall("H24", "P7D", "PT24H"),
                recall("H72", "P7D", "PT24H"),
                recall("D5_H24", "SINCE_DOSE", "PT24H"),
                recall("W1_PLUS230", "P7D", "SINCE_DOSE"),
                new ProtocolRule(
                        "the interview and its form are of one time",
                        "OBSERVED_AT",
                        Severity.QUERY,
                        forms -> forms.enter("H24", "MADRS", hours(24), madrs(minutes(24 * 60 + 31), 3)),
                        forms -> forms.enter("H24", "MADRS", hours(24), madrs(minutes(24 * 60 - 30), 3))));
    }

    private static List<ProtocolRule> ends() {
        return List.of(
                new ProtocolRule(
                        "who completed did not die",
                        "REASON_FITS",
                        Severity.QUERY,
                        forms -> end(forms, "COMPLETED", "DEATH"),
                        forms -> end(forms, "WITHDRAWN", "DEATH")),
                new ProtocolRule(
                        "who left was eligible",
                        "REASON_FITS",
                        Severity.QUERY,
                        forms -> end(forms, "WITHDRAWN", "NOT_ELIGIBLE"),
                        forms -> end(forms, "SCREEN_FAILURE", "NOT_ELIGIBLE")),
                new ProtocolRule(
                        "who left had a reason",
                        "REASON_GIVEN",
                        Severity.QUERY,
                        forms -> forms.enter("COMMON", "DISPOSITION", DOSE, "DS_STATUS", "WITHDRAWN"),
                        forms -> forms.enter("COMMON", "DISPOSITION", DOSE, "DS_STATUS", "COMPLETED")));
    }

    private static ProtocolRule recall(String event, String wrong, String right) {
        return new ProtocolRule(
                "the period that is rated at " + event,
                "RECALL",
                Severity.WARNING,
                forms -> forms.enter(event, "MADRS", hours(24), "MADRS_RECALL", wrong),
                forms -> forms.enter(event, "MADRS", hours(24), "MADRS_RECALL", right));
    }

    private static EnteredForms event(EnteredForms forms, int repeat, Object... values) {
        return forms.enter(new FormInstance("COMMON", "AE", repeat), DOSE, values);
    }

    private static EnteredForms grave(EnteredForms forms, int repeat, boolean death, boolean threat) {
        return event(forms, repeat, "AE_DEATH", death, "AE_LIFE_THREATENING", threat);
    }

    private static EnteredForms began(EnteredForms forms, String date, Object... more) {
        return event(forms, 1, ProtocolEntries.with(List.of("AE_TIME_UNKNOWN", true, "AE_START_DATE", date), more));
    }

    private static EnteredForms report(EnteredForms forms, Object... values) {
        return forms.enter("COMMON", "SAE", DOSE, values);
    }

    private static EnteredForms again(EnteredForms forms) {
        return forms.lookAt(new FormInstance("COMMON", "SAE", 1));
    }

    private static EnteredForms taken(EnteredForms forms, String start, boolean isNew) {
        return forms.enter("COMMON", "CONMED", DOSE, "CM_START", start, "CM_NEW", isNew);
    }

    private static EnteredForms rescued(EnteredForms forms, String start) {
        return forms.enter("COMMON", "CONMED", DOSE, "CM_START", start, "CM_NEW", true, "CM_CLASS", "ECT");
    }

    private static EnteredForms signed(EnteredForms forms, String at) {
        return forms.enter("SCREENING", "CONSENT", CONSENT, "CONSENT_AT", at);
    }

    private static EnteredForms attempt(EnteredForms forms, String event, boolean attempt, Object... more) {
        return forms.enter(
                event,
                "CSSRS",
                CONSENT,
                ProtocolEntries.with(List.of("CSSRS_ACTUAL", attempt, "CSSRS_COMPLETED", false), more));
    }

    private static EnteredForms ideation(EnteredForms forms, int lifetime) {
        return forms.enter(
                "SCREENING",
                "CSSRS",
                CONSENT,
                "CSSRS1",
                true,
                "CSSRS2",
                false,
                "CSSRS3",
                false,
                "CSSRS4",
                false,
                "CSSRS5",
                false,
                "CSSRS_LIFE_HIGHEST",
                lifetime);
    }

    private static EnteredForms thinking(EnteredForms forms) {
        return forms.enter("SCREENING", "MADRS", CONSENT, "MADRS10", 4);
    }

    private static EnteredForms left(EnteredForms forms, Object... values) {
        return forms.enter("COMMON", "DISPOSITION", DOSE, values);
    }

    private static EnteredForms end(EnteredForms forms, String status, String reason) {
        return left(forms, "DS_STATUS", status, "DS_REASON", reason);
    }
}
