package org.equipoise.launcher.study;

import static org.equipoise.launcher.study.ProtocolEntries.BASELINE;
import static org.equipoise.launcher.study.ProtocolEntries.PREDOSE;
import static org.equipoise.launcher.study.ProtocolEntries.again;
import static org.equipoise.launcher.study.ProtocolEntries.baseline;
import static org.equipoise.launcher.study.ProtocolEntries.cadss;
import static org.equipoise.launcher.study.ProtocolEntries.carried;
import static org.equipoise.launcher.study.ProtocolEntries.dosed;
import static org.equipoise.launcher.study.ProtocolEntries.hours;
import static org.equipoise.launcher.study.ProtocolEntries.interview;
import static org.equipoise.launcher.study.ProtocolEntries.madrs;
import static org.equipoise.launcher.study.ProtocolEntries.minutes;
import static org.equipoise.launcher.study.ProtocolEntries.suicidality;

import java.util.List;
import java.util.stream.Stream;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.study.Severity;

/** The rules about scores: MADRS, CADSS, and suicidality. */
final class ScoreRules {
    private ScoreRules() {}

    static Stream<ProtocolRule> all() {
        return Stream.of(scores(), ideation()).flatMap(List::stream);
    }

    private static List<ProtocolRule> scores() {
        return List.of(
                new ProtocolRule(
                        "R1 an item's range",
                        "range",
                        Severity.ERROR,
                        forms -> forms.enter("H24", "MADRS", hours(24), "MADRS01", 7),
                        forms -> forms.enter("H24", "MADRS", hours(24), "MADRS01", 6)),
                new ProtocolRule(
                        "R1 total = sum",
                        "derived",
                        Severity.ERROR,
                        forms -> forms.enter("H24", "MADRS", hours(24), madrs(hours(24), 3, "MADRS_TOTAL", 31)),
                        forms -> forms.enter("H24", "MADRS", hours(24), madrs(hours(24), 3, "MADRS_TOTAL", 30))),
                new ProtocolRule(
                        "R3 time outside the window",
                        "window",
                        Severity.WARNING,
                        forms -> dosed(forms).enter("H24", "MADRS", minutes(28 * 60 + 1), "MADRS01", 3),
                        forms -> dosed(forms).enter("H24", "MADRS", hours(28), "MADRS01", 3)),
                new ProtocolRule(
                        "R6 baseline within 10 points of screening",
                        "R6_CHANGE",
                        Severity.QUERY,
                        forms -> baseline(forms, 28, 39).enter("BASELINE", "ELIGIBILITY", BASELINE, "I6", true),
                        forms -> baseline(forms, 28, 38).enter("BASELINE", "ELIGIBILITY", BASELINE, "I6", true)),
                new ProtocolRule(
                        "R6 improvement of at most 20% (I6)",
                        "R6_IMPROVEMENT",
                        Severity.QUERY,
                        forms -> baseline(forms, 40, 31).enter("BASELINE", "ELIGIBILITY", BASELINE, "I6", true),
                        forms -> baseline(forms, 40, 32).enter("BASELINE", "ELIGIBILITY", BASELINE, "I6", true)),
                new ProtocolRule(
                        "R9 change above 25 within 24 h, baseline and +230",
                        "R9_WITHIN_24H",
                        Severity.QUERY,
                        forms -> interview(interview(forms, "BASELINE", hours(-20), 40), "PLUS230", minutes(230), 14),
                        forms -> interview(interview(forms, "BASELINE", hours(-20), 40), "PLUS230", minutes(230), 15)),
                new ProtocolRule(
                        "R9 between any two visits",
                        "R9_WITHIN_24H",
                        Severity.QUERY,
                        forms -> interview(interview(forms, "H24", hours(24), 10), "H48", hours(48), 36),
                        forms -> interview(interview(forms, "H24", hours(24), 10), "H72", hours(72), 36)),
                new ProtocolRule(
                        "R9 between visits of a repeat dose",
                        "R9_WITHIN_24H",
                        Severity.QUERY,
                        forms -> interview(interview(forms, "D2_PLUS230", hours(4), 40), "D2_H24", hours(24), 10),
                        forms -> interview(interview(forms, "D1_PLUS230", hours(-60), 40), "D2_H24", hours(24), 10)),
                new ProtocolRule(
                        "R9 with a repeated unscheduled visit",
                        "R9_WITHIN_24H",
                        Severity.QUERY,
                        forms -> forms.enter("DAY7", "MADRS", hours(168), madrs(hours(168), 4))
                                .enter(new FormInstance("UNSCHEDULED", "MADRS", 2), hours(170), madrs(hours(170), 1)),
                        forms -> forms.enter("DAY7", "MADRS", hours(168), madrs(hours(168), 3))
                                .enter(new FormInstance("UNSCHEDULED", "MADRS", 2), hours(170), madrs(hours(170), 1))),
                new ProtocolRule(
                        "R14 CADSS above 0 before the dose",
                        "R14_BEFORE_DOSE",
                        Severity.QUERY,
                        forms -> forms.enter("PREDOSE", "CADSS", PREDOSE, cadss("BEFORE", 1)),
                        forms -> forms.enter("PREDOSE", "CADSS", PREDOSE, cadss("BEFORE", 0))),
                new ProtocolRule(
                        "MADRS items carried as they were at baseline",
                        "CARRIED_ITEMS",
                        Severity.ERROR,
                        forms -> carried(forms, "H48", hours(48), "PT24H", 5),
                        forms -> carried(forms, "H48", hours(48), "PT24H", 3)),
                new ProtocolRule(
                        "MADRS items carried up to 48 h only",
                        "CARRIED_UNTIL_48H",
                        Severity.QUERY,
                        forms -> carried(forms, "H72", hours(66), "PT24H", 3),
                        forms -> carried(forms, "H48", hours(54), "PT24H", 3)));
    }

    private static List<ProtocolRule> ideation() {
        return List.of(
                new ProtocolRule(
                        "R7 item 10 and suicidality all no",
                        "R7_SUICIDALITY",
                        Severity.QUERY,
                        forms -> suicidality(forms, "H24", false).enter("H24", "MADRS", hours(24), "MADRS10", 4),
                        forms -> suicidality(forms, "H24", true).enter("H24", "MADRS", hours(24), "MADRS10", 4)),
                new ProtocolRule(
                        "R7 whatever was entered first",
                        "R7_SUICIDALITY",
                        Severity.QUERY,
                        forms -> again(suicidality(forms.enter("H24", "MADRS", hours(24), "MADRS10", 4), "H24", false)),
                        forms -> again(suicidality(forms.enter("H24", "MADRS", hours(24), "MADRS10", 4), "H24", true))),
                new ProtocolRule(
                        "R7 at a repeated unscheduled visit",
                        "R7_SUICIDALITY",
                        Severity.QUERY,
                        forms -> suicidality(forms, "UNSCHEDULED", true)
                                .enter(new FormInstance("UNSCHEDULED", "MADRS", 2), hours(200), "MADRS10", 4),
                        forms -> suicidality(forms, "UNSCHEDULED", true)
                                .enter("UNSCHEDULED", "MADRS", hours(200), "MADRS10", 4)),
                new ProtocolRule(
                        "R8 item 9 and suicidality never entered",
                        "R8_SUICIDALITY",
                        Severity.QUERY,
                        forms -> forms.enter("DAY7", "PHQ9", hours(168), "PHQ09", "1"),
                        forms -> forms.enter("DAY7", "PHQ9", hours(168), "PHQ09", "0")),
                new ProtocolRule(
                        "R8 item 9 and suicidality not done",
                        "R8_SUICIDALITY",
                        Severity.QUERY,
                        forms -> forms.enter("DAY7", "CSSRS", hours(168), "CSSRS_DONE", false)
                                .enter("DAY7", "PHQ9", hours(168), "PHQ09", "1"),
                        forms -> suicidality(forms, "DAY7", false).enter("DAY7", "PHQ9", hours(168), "PHQ09", "1")));
    }
}
