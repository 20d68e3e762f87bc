package org.equipoise.ecrf.application;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.Consequence;
import org.equipoise.ecrf.domain.form.Consequence.Effect;
import org.equipoise.ecrf.domain.form.Entry;
import org.equipoise.ecrf.domain.form.EntryReader;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.form.KeptAnswers;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.rules.FormRules;
import org.equipoise.ecrf.domain.rules.StandingReview;
import org.equipoise.ecrf.domain.schedule.Anchors;
import org.equipoise.ecrf.domain.study.EditCheck;
import org.equipoise.ecrf.domain.study.Severity;

/**
 * Turns what a person sent into the content of a revision and its findings, or refuses it.
 *
 * <p>A check over data that the author may not see must not speak to the author, not even by refusing: whatever its severity,
 * it becomes a query for those who may see both.
 */
final class FormReview {
    private final CompiledStudy study;
    private final FormLocation location;
    private final Actor author;
    private final List<Revision> history;
    private final Casebook casebook;
    private final StandingReview standing;

    /** With the revisions that {@link NeededForms} names. */
    FormReview(CompiledStudy study, FormLocation location, Actor author, List<Revision> history) {
        this.standing = new StandingReview(study.definition(), study.rules(), location.subject());
        this.study = study;
        this.location = location;
        this.author = author;
        this.history = history;
        this.casebook = Casebook.of(history);
    }

    record Reviewed(
            FormContent content,
            List<Finding> findings,
            List<Consequence> consequences,
            Map<String, String> warningReasons) {}

    Reviewed review(SaveCommand command, Optional<Revision> previous, Instant now) {
        EntryData data = command.data();
        List<Finding> findings = new ArrayList<>();
        FormContent content = content(data, previous, now, findings);
        Casebook candidate = casebook.with(location.instance(), content);
        standing.afterWithdrawal(location.instance(), content, candidate)
                .ifPresent(finding -> CheckFailures.refuseErrors(List.of(finding)));
        findings.addAll(edits(content, candidate));
        Map<String, String> reasons = warningReasons(findings, command, previous);
        Predicate<Finding> isUnexplained =
                finding -> finding.severity() == Severity.WARNING && !reasons.containsKey(finding.check());
        List<Finding> unexplained =
                new ArrayList<>(findings.stream().filter(isUnexplained).toList());
        Anchors anchors = Anchors.of(study.definition().schedule(), candidate);
        Optional<Finding> outside = standing.outOfWindow(location.instance(), content, anchors);
        outside.filter(finding -> content.windowReason().isEmpty()).ifPresent(unexplained::add);
        if (!unexplained.isEmpty() && command.attended()) {
            throw CheckFailures.unexplained(unexplained);
        }
        findings.replaceAll(finding -> isUnexplained.test(finding) ? finding.as(Severity.QUERY) : finding);
        outside.map(finding -> content.windowReason().isEmpty() ? finding.as(Severity.QUERY) : finding)
                .ifPresent(findings::add);
        List<Consequence> standingConsequences =
                standing.consequences(location.instance(), history, casebook, candidate);
        return new Reviewed(content, findings, withWarnings(standingConsequences, previous, findings), reasons);
    }

    /**
     * Warnings that nobody could be shown ask once about a value, until they are gone or have a reason: their author may not see what they were
     * drawn from, or nobody sits at the form. The review of what stands leaves warnings out.
     */
    private List<Consequence> withWarnings(
            List<Consequence> standing, Optional<Revision> previous, List<Finding> findings) {
        Map<String, Finding> asking = warnings(findings);
        Map<String, Finding> asked =
                previous.map(revision -> warnings(revision.findings())).orElse(Map.of());
        List<Consequence> all = new ArrayList<>(standing);
        all.removeIf(known -> known.instance().equals(location.instance())
                && isQuestion(known)
                && (asking.containsKey(known.finding().check())
                        || asked.containsKey(known.finding().check())));
        asking.forEach((check, finding) -> {
            if (!StandingReview.isKnown(asked, finding)) {
                all.add(new Consequence(location.instance(), Effect.ASKS, finding));
            }
        });
        asked.forEach((check, finding) -> {
            if (!asking.containsKey(check)) {
                all.add(new Consequence(location.instance(), Effect.SETTLES, finding));
            }
        });
        return all;
    }

    private static boolean isQuestion(Consequence consequence) {
        return switch (consequence.effect()) {
            case ASKS, SETTLES -> true;
            case ALERTS, DEVIATES -> false;
        };
    }

    /** The findings of the form's warnings that were made queries, by check or by check and row. */
    private Map<String, Finding> warnings(List<Finding> findings) {
        Set<String> warning = location.form().editChecks().stream()
                .filter(check -> check.severity() == Severity.WARNING)
                .map(EditCheck::id)
                .collect(Collectors.toSet());
        Map<String, Finding> asking = new TreeMap<>();
        findings.stream()
                .filter(finding -> finding.severity() == Severity.QUERY
                        && warning.contains(finding.check().replaceFirst("\\[.*", "")))
                .forEach(finding -> asking.put(finding.check(), finding));
        return asking;
    }

    /**
     * A reason that was given for the same warning about the same value need not be given again; what is said of all warnings,
     * because nobody is there, does not replace it.
     */
    private static Map<String, String> warningReasons(
            List<Finding> findings, SaveCommand command, Optional<Revision> previous) {
        Map<String, String> reasons = new TreeMap<>();
        for (Finding finding : findings) {
            if (finding.severity() == Severity.WARNING) {
                Optional<String> given =
                        Optional.ofNullable(command.data().warningReasons().get(finding.check()));
                Optional<String> before = previous.flatMap(revision -> reasonBefore(revision, finding));
                (command.attended() ? given.or(() -> before) : before.or(() -> given))
                        .ifPresent(reason -> reasons.put(finding.check(), reason));
            }
        }
        return reasons;
    }

    private static Optional<String> reasonBefore(Revision before, Finding finding) {
        boolean sameValue = before.findings().stream()
                .anyMatch(known -> known.check().equals(finding.check())
                        && known.value().toString().equals(finding.value().toString()));
        return Optional.ofNullable(before.warningReasons().get(finding.check()))
                .filter(reason -> sameValue && !reason.isEmpty());
    }

    /** Items that the author does not see stay as they are; what stands against them is a query to those who do. */
    private FormContent content(EntryData data, Optional<Revision> previous, Instant now, List<Finding> aside) {
        if (data.occurredAt().isAfter(now)) {
            CheckFailures.refuseErrors(List.of(new Finding(
                    "occurred-at",
                    Severity.ERROR,
                    List.of(),
                    "occurredAt is still to come; the server's time is " + now + ".",
                    data.occurredAt().toString(),
                    Set.of(location.category()))));
        }
        Entry entry = EntryReader.read(
                location.form(),
                location.category(),
                new EntryReader.Plain(data.values(), data.missing()),
                KeptAnswers.of(location.form(), location.hidden(), location.closed(), previous.map(Revision::content)),
                rules().completion(study.definition(), location.instance(), casebook));
        CheckFailures.refuseErrors(entry.findings());
        Map<String, ItemValue> values = entry.values();
        List<Finding> derived = EntryReader.checkDerived(location.form(), location.category(), data.values(), values);
        CheckFailures.refuseErrors(author.visible(derived, location.subject().site()));
        derived.forEach(finding -> aside.add(finding.as(Severity.QUERY)));
        return new FormContent(
                values, entry.missing(), data.occurredAt().truncatedTo(ChronoUnit.MILLIS), data.windowReason());
    }

    private List<Finding> edits(FormContent content, Casebook candidate) {
        String site = location.subject().site();
        List<Finding> found =
                new ArrayList<>(rules().check(study.definition(), location.instance(), content.values(), candidate));
        found.addAll(rules().unanswered(study.definition(), location.instance(), content));
        CheckFailures.refuseErrors(author.visible(found, site));
        return found.stream()
                .map(finding -> author.seesAll(finding.categories(), site) ? finding : finding.as(Severity.QUERY))
                .toList();
    }

    private FormRules rules() {
        return study.rules().forms().get(location.form().id());
    }
}
