package org.equipoise.stats.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.equipoise.stats.domain.findings.BlindingFinding;
import org.equipoise.stats.domain.findings.ClosedFindings;
import org.equipoise.stats.domain.findings.Count;
import org.equipoise.stats.domain.findings.ExcludedValue;
import org.equipoise.stats.domain.findings.Heading;
import org.equipoise.stats.domain.findings.MissingnessFinding;
import org.equipoise.stats.domain.findings.SensitivityFinding;
import org.equipoise.stats.domain.findings.SubstitutedValue;

/** How far the results can be trusted: sensitivity, blinding, missing data, what was left out and what was filled in. */
record ConductPages(ClosedFindings findings, Caption caption) {

    private static final String NONE_PLANNED = "The analysis plan names none.";
    private static final int STEPS_SHOWN = 12;
    private static final int PLACES_IN_ROW = 40;

    List<Section> sections() {
        return List.of(sensitivity(), blinding(), missingness(), leftOut());
    }

    private Section sensitivity() {
        Section.Writing section = Section.headed("Sensitivity analyses");
        if (findings.sensitivity().isEmpty()) {
            section.say(NONE_PLANNED);
        }
        findings.sensitivity().forEach(finding -> sensitivity(section, finding));
        return section.end();
    }

    private void sensitivity(Section.Writing section, SensitivityFinding finding) {
        Heading heading = finding.heading();
        section.subheading(heading.label()).note(Caption.method(heading));
        if (!Caption.computed(finding.outcome())) {
            section.stress(Caption.notComputed(finding.outcome()));
            return;
        }
        List<Block.Fact> facts = new ArrayList<>();
        facts.add(Block.Fact.of("Missing values imputed by", finding.strategy().replace('-', ' ')));
        facts.add(Block.Fact.of("Visit", finding.visit()));
        facts.add(Block.Fact.of(
                "Imputed data sets, seed",
                Wording.whole(finding.draws()) + ", " + (finding.seed() == null ? Wording.NONE : finding.seed())));
        finding.imputed()
                .forEach(arm -> facts.add(Block.Fact.of(
                        "Subjects with an imputed value, arm " + arm.label(),
                        Wording.of(arm.imputed(), arm.subjects()))));
        facts.add(Block.Fact.of("Difference, B minus A", Wording.estimate(finding.difference(), 2)));
        facts.add(Block.Fact.of(
                "Two-sided p-value, descriptive",
                finding.difference() == null
                        ? Wording.NONE
                        : Wording.pValue(finding.difference().twoSidedP())));
        facts.add(Block.Fact.of("Fraction of missing information", Wording.percent(finding.missingInformation())));
        finding.tippingPoints()
                .forEach(point -> facts.add(Block.Fact.of(
                        "Tipping point: shift of arm " + point.label() + "'s imputed values", tipping(point))));
        section.facts(caption.estimates(heading.label(), heading), facts);
        finding.tippingPoints().stream()
                .filter(point -> !point.path().isEmpty())
                .forEach(point -> section.table(path(heading, point)));
    }

    private static String tipping(SensitivityFinding.Tipping point) {
        return point.shift() == null
                ? "none up to " + Wording.fixed(point.searchedTo(), 1)
                : Wording.fixed(point.shift(), 2) + " for the worse changes the conclusion";
    }

    private Block.Table path(Heading heading, SensitivityFinding.Tipping point) {
        return Block.Table.of(
                caption.estimates(
                        "Difference as arm " + point.label() + "'s imputed values shift, at some of the "
                                + point.path().size() + " shifts",
                        heading),
                List.of(
                        Block.Column.number("Shift"),
                        Block.Column.number("B minus A"),
                        Block.Column.number("95 % CI", 1.6f),
                        Block.Column.number("p")),
                shown(point).stream()
                        .map(step -> List.of(
                                Wording.fixed(step.shift(), 1),
                                Wording.fixed(step.estimate(), 2),
                                Wording.interval(step.lower(), step.upper(), 2),
                                Wording.pValue(step.twoSidedP())))
                        .toList());
    }

    /** About a dozen steps from end to end, and those beside the tipping point; the JSON of the report has all. */
    private static List<SensitivityFinding.TippingStep> shown(SensitivityFinding.Tipping point) {
        List<SensitivityFinding.TippingStep> path = point.path();
        int last = path.size() - 1;
        int every = Math.max(1, (last + STEPS_SHOWN - 1) / STEPS_SHOWN);
        List<SensitivityFinding.TippingStep> shown = new ArrayList<>();
        for (int i = 0; i <= last; i++) {
            boolean besideTheTip = point.shift() != null
                    && (i == 0 || path.get(i - 1).shift() <= point.shift())
                    && (i == last || path.get(i + 1).shift() >= point.shift());
            if (i % every == 0 || i == last || besideTheTip) {
                shown.add(path.get(i));
            }
        }
        return shown;
    }

    private Section blinding() {
        Section.Writing section = Section.headed("Did the blind hold?");
        if (findings.blinding().isEmpty()) {
            return section.say(NONE_PLANNED).end();
        }
        Heading heading = findings.blinding().get(0).heading();
        section.note(Caption.method(heading))
                .note("James' index: 1 if nobody knows, 0.5 at random, 0 if everybody guesses right. Bang's index by"
                        + " arm: 0 at random, 1 if all guess right, −1 if all guess wrong.")
                .table(Block.Table.of(
                        caption.describes("Guesses of the arm, with 95 % intervals of the indices", heading),
                        List.of(
                                Block.Column.text("Guesser, visit", 1.8f),
                                Block.Column.text("Arm", 0.6f),
                                Block.Column.number("Right", 0.7f),
                                Block.Column.number("Wrong", 0.7f),
                                Block.Column.number("Do not know", 0.8f),
                                Block.Column.number("Bang", 1.7f),
                                Block.Column.number("James", 1.7f)),
                        findings.blinding().stream()
                                .flatMap(finding -> finding.arms().stream().map(arm -> guesses(finding, arm)))
                                .toList()));
        findings.blinding().stream()
                .filter(finding -> !Caption.computed(finding.outcome()))
                .forEach(finding -> section.say(
                        finding.heading().label() + ". James' index: " + Caption.notComputed(finding.outcome())));
        return section.end();
    }

    private static List<String> guesses(BlindingFinding finding, BlindingFinding.ArmGuesses arm) {
        return List.of(
                finding.guesser() + ", " + finding.visit(),
                arm.label(),
                Integer.toString(arm.right()),
                Integer.toString(arm.wrong()),
                Integer.toString(arm.unknown()),
                index(arm.bang()),
                index(finding.james()));
    }

    private static String index(BlindingFinding.Index index) {
        return index == null
                ? Wording.NONE
                : Wording.fixed(index.estimate(), 2) + " (" + Wording.interval(index.lower(), index.upper(), 2) + ")";
    }

    private Section missingness() {
        Section.Writing section = Section.headed("Missing data");
        if (findings.missingness().isEmpty()) {
            section.say(NONE_PLANNED);
        }
        findings.missingness().forEach(finding -> missing(section, finding));
        return section.end();
    }

    private void missing(Section.Writing section, MissingnessFinding finding) {
        section.subheading(finding.heading().label()).note(Caption.method(finding.heading()));
        if (!Caption.computed(finding.outcome())) {
            section.stress(Caption.notComputed(finding.outcome()));
        }
        if (finding.visits().isEmpty()) {
            return;
        }
        section.table(Block.Table.of(
                caption.describes("Values expected by the data cut and observed", finding.heading()),
                List.of(
                        Block.Column.text("Visit", 1),
                        Block.Column.text("Arm", 0.5f),
                        Block.Column.number("Expected", 0.8f),
                        Block.Column.number("Observed", 1.2f),
                        Block.Column.text("Why the others are missing", 3)),
                finding.visits().stream()
                        .flatMap(visit -> visit.arms().stream()
                                .map(arm -> List.of(
                                        visit.visit(),
                                        arm.label(),
                                        Integer.toString(arm.expected()),
                                        arm.expected() == 0
                                                ? Integer.toString(arm.observed())
                                                : arm.observed() + " ("
                                                        + Wording.percent(arm.observed() / (double) arm.expected())
                                                        + ")",
                                        reasons(arm.reasons()))))
                        .toList()));
    }

    private static String reasons(List<Count> reasons) {
        return reasons.isEmpty()
                ? Wording.NONE
                : reasons.stream()
                        .map(reason -> Wording.reason(reason.name()) + " " + reason.count())
                        .collect(Collectors.joining(", "));
    }

    private Section leftOut() {
        Section.Writing section = Section.headed("Exclusions and imputations");
        if (findings.exclusions().isEmpty()) {
            section.say("Nothing is left out of any section.");
        } else {
            Map<String, List<String>> groups = new LinkedHashMap<>();
            findings.exclusions()
                    .forEach(value -> groups.computeIfAbsent(
                                    value.section() + "\n" + Wording.sentence(value.detail()), key -> new ArrayList<>())
                            .add(place(value)));
            section.table(listing("Subjects and values left out, by section and reason", "Reason", groups));
        }
        if (findings.imputations().isEmpty()) {
            return section.say("No value is used instead of another.").end();
        }
        Map<String, List<String>> groups = new LinkedHashMap<>();
        findings.imputations()
                .forEach(value -> groups.computeIfAbsent(
                                value.section() + "\n" + Wording.sentence(value.detail()), key -> new ArrayList<>())
                        .add(place(value)));
        return section.table(listing("Values used instead of others, by section and rule", "Rule", groups))
                .end();
    }

    private Block.Table listing(String what, String reason, Map<String, List<String>> groups) {
        return Block.Table.of(
                caption.plain(what),
                List.of(
                        Block.Column.text("Section", 1.2f),
                        Block.Column.text(reason, 2),
                        Block.Column.text("Which", 4.2f),
                        Block.Column.number("Number", 0.7f)),
                groups.entrySet().stream().flatMap(ConductPages::lines).toList());
    }

    /** A long list takes several rows, since a row stays on one page. */
    private static Stream<List<String>> lines(Map.Entry<String, List<String>> group) {
        String[] names = group.getKey().split("\n", 2);
        List<String> places = group.getValue();
        return IntStream.iterate(0, first -> first < places.size(), first -> first + PLACES_IN_ROW)
                .mapToObj(first -> List.of(
                        names[0],
                        first == 0 ? names[1] : "continued",
                        String.join(", ", places.subList(first, Math.min(places.size(), first + PLACES_IN_ROW))),
                        first == 0 ? Integer.toString(places.size()) : ""));
    }

    private static String place(ExcludedValue value) {
        return value.event() == null ? value.subject() : value.subject() + " " + value.event();
    }

    private static String place(SubstitutedValue value) {
        String change = value.used() == null
                ? ""
                : value.observed() == null
                        ? " → " + Wording.fixed(value.used(), 1)
                        : " " + Wording.fixed(value.observed(), 1) + " → " + Wording.fixed(value.used(), 1);
        return value.subject() + " " + value.event() + change;
    }
}
