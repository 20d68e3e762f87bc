package org.equipoise.launcher.study;

import static org.equipoise.launcher.study.ProtocolEntries.BASELINE;
import static org.equipoise.launcher.study.ProtocolEntries.CONSENT;
import static org.equipoise.launcher.study.ProtocolEntries.DOSE;
import static org.equipoise.launcher.study.ProtocolEntries.consented;
import static org.equipoise.launcher.study.ProtocolEntries.hours;
import static org.equipoise.launcher.study.ProtocolEntries.interview;
import static org.equipoise.launcher.study.ProtocolEntries.minutes;
import static org.equipoise.launcher.study.ProtocolEntries.scored;
import static org.equipoise.launcher.study.ProtocolEntries.serious;
import static org.equipoise.launcher.study.ProtocolEntries.stopped;
import static org.equipoise.launcher.study.ProtocolEntries.withdrawn;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.study.Severity;

/** The rules about adverse events, medication, withdrawal, stratification and blinding guesses. */
final class SubjectRules {
    private SubjectRules() {}

    static Stream<ProtocolRule> all() {
        return Stream.of(adverseEvents(), wholeSubject(), guesses()).flatMap(List::stream);
    }

    private static List<ProtocolRule> guesses() {
        return Stream.of("BLINDING_RATER", "BLINDING_PARTICIPANT", "BLINDING_DOSE_STAFF")
                .flatMap(form -> Stream.of(
                        new ProtocolRule(
                                "the guess of " + form + " before the interview",
                                "AFTER_MADRS",
                                Severity.QUERY,
                                forms ->
                                        interview(forms, "H24", hours(24), 12).enter("H24", form, minutes(24 * 60 - 1)),
                                forms -> interview(forms, "H24", hours(24), 12).enter("H24", form, hours(24))),
                        new ProtocolRule(
                                "the guess of " + form + ", when the interview is entered afterwards",
                                "AFTER_MADRS",
                                Severity.QUERY,
                                forms -> interview(forms.enter("DAY7", form, hours(168)), "DAY7", hours(169), 12)
                                        .lookAt(new FormInstance("DAY7", form, 1)),
                                forms -> interview(forms.enter("DAY7", form, hours(168)), "WEEK4", hours(169), 12)
                                        .lookAt(new FormInstance("DAY7", form, 1)))))
                .toList();
    }

    private static List<ProtocolRule> adverseEvents() {
        return List.of(
                new ProtocolRule(
                        "R11 onset after consent",
                        "R11_AFTER_CONSENT",
                        Severity.ERROR,
                        forms -> consented(forms).enter("COMMON", "AE", DOSE, "AE_START", CONSENT.minusSeconds(60)),
                        forms -> consented(forms).enter("COMMON", "AE", DOSE, "AE_START", CONSENT)),
                new ProtocolRule(
                        "R11 end after start",
                        "R11_ORDER",
                        Severity.ERROR,
                        forms -> forms.enter("COMMON", "AE", DOSE, "AE_START", DOSE, "AE_END", DOSE.minusSeconds(60)),
                        forms -> forms.enter("COMMON", "AE", DOSE, "AE_START", DOSE, "AE_END", DOSE)),
                new ProtocolRule(
                        "R11 serious needs a criterion",
                        "R11_CRITERION",
                        Severity.ERROR,
                        forms -> forms.enter("COMMON", "AE", DOSE, serious(false)),
                        forms -> forms.enter("COMMON", "AE", DOSE, serious(true))),
                new ProtocolRule(
                        "R11 drug withdrawn and no infusion record",
                        "R11_WITHDRAWN",
                        Severity.QUERY,
                        forms -> forms.enter("COMMON", "AE", DOSE, "AE_ACTION", "DRUG_WITHDRAWN"),
                        forms -> forms.enter("COMMON", "AE", DOSE, "AE_ACTION", "NONE")),
                new ProtocolRule(
                        "R11 drug withdrawn in one of the doses",
                        "R11_WITHDRAWN",
                        Severity.QUERY,
                        forms -> stopped(stopped(forms, "INFUSION", false), "D3_INFUSION", false)
                                .enter("COMMON", "AE", DOSE, "AE_ACTION", "DRUG_WITHDRAWN"),
                        forms -> stopped(stopped(forms, "INFUSION", false), "D3_INFUSION", true)
                                .enter("COMMON", "AE", DOSE, "AE_ACTION", "DRUG_WITHDRAWN")),
                new ProtocolRule(
                        "R12 a new antidepressant is rescue",
                        "R12_RESCUE",
                        Severity.WARNING,
                        forms -> forms.enter("COMMON", "CONMED", DOSE, "CM_CLASS", "ANTIDEPRESSANT", "CM_NEW", true),
                        forms -> forms.enter("COMMON", "CONMED", DOSE, "CM_CLASS", "ANTIDEPRESSANT", "CM_NEW", false)),
                new ProtocolRule(
                        "R12 what began after consent is new",
                        "R12_NEW",
                        Severity.QUERY,
                        forms -> consented(forms)
                                .enter("COMMON", "CONMED", DOSE, "CM_START", "2026-03-01", "CM_NEW", false),
                        forms -> consented(forms)
                                .enter("COMMON", "CONMED", DOSE, "CM_START", "2026-02-01", "CM_NEW", false)));
    }

    private static List<ProtocolRule> wholeSubject() {
        return List.of(
                new ProtocolRule(
                        "R13 nothing after withdrawal of consent",
                        "withdrawal",
                        Severity.ERROR,
                        forms -> withdrawn(forms, "2026-03-02").enter("H24", "MADRS", hours(24), "MADRS01", 3),
                        forms -> withdrawn(forms, "2026-03-03").enter("H24", "MADRS", hours(24), "MADRS01", 3)),
                new ProtocolRule(
                        "R13 but the follow-up of safety",
                        "withdrawal",
                        Severity.ERROR,
                        forms -> withdrawn(forms, "2026-03-02").enter("COMMON", "CONMED", hours(40), "CM_NEW", true),
                        forms ->
                                withdrawn(forms, "2026-03-02").enter("COMMON", "AE", hours(40), "AE_TERM", "Headache")),
                new ProtocolRule(
                        "R15 the stratification value differs",
                        "stratification:madrsBand",
                        Severity.QUERY,
                        forms -> forms.randomized(Map.of("site", "01", "madrsBand", "GE35"))
                                .enter("BASELINE", "MADRS", BASELINE, scored(34)),
                        forms -> forms.randomized(Map.of("site", "01", "madrsBand", "GE35"))
                                .enter("BASELINE", "MADRS", BASELINE, scored(36))));
    }
}
