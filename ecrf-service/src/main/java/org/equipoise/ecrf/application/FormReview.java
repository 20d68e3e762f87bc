package org.equipoise.ecrf.application;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.Consequence;
import org.equipoise.ecrf.domain.form.Entry;
import org.equipoise.ecrf.domain.form.EntryReader;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.rules.FormRules;
import org.equipoise.ecrf.domain.rules.StandingReview;
import org.equipoise.ecrf.domain.schedule.Anchors;
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
    private final Casebook casebook;

    private final StandingReview standing;

    FormReview(CompiledStudy study, FormLocation location, Actor author, Casebook casebook) {
        this.standing = new StandingReview(study.definition(), study.rules(), location.subject());
        this.study = study;
        this.location = location;
        this.author = author;
        this.casebook = casebook;
    }

    record Reviewed(
            FormContent content,
            List<Finding> findings,
            List<Consequence> consequences,
            Map<String, String> warningReasons) {}

    Reviewed review(EntryData data, Optional<Revision> previous, Instant now) {
        FormContent content = content(data, now);
        Casebook candidate = casebook.with(location.instance(), content);
        standing.afterWithdrawal(location.instance(), content, candidate)
                .ifPresent(finding -> CheckFailures.refuseErrors(List.of(finding)));
        List<Finding> findings = new ArrayList<>(edits(content, candidate));
        Map<String, String> reasons = warningReasons(findings, data, previous);
        List<Finding> unexplained = new ArrayList<>(findings.stream()
                .filter(finding -> finding.severity() == Severity.WARNING && !reasons.containsKey(finding.check()))
                .toList());
        Anchors anchors = Anchors.of(study.definition().schedule(), candidate);
        standing.outOfWindow(location.instance(), content, anchors)
                .ifPresent(finding -> (content.windowReason().isEmpty() ? unexplained : findings).add(finding));
        if (!unexplained.isEmpty()) {
            throw CheckFailures.unexplained(unexplained);
        }
        return new Reviewed(
                content, findings, standing.consequences(location.instance(), previous, casebook, candidate), reasons);
    }

    /** A reason that was given for the same warning about the same value need not be given again. */
    private static Map<String, String> warningReasons(
            List<Finding> findings, EntryData data, Optional<Revision> previous) {
        Map<String, String> reasons = new TreeMap<>();
        for (Finding finding : findings) {
            if (finding.severity() == Severity.WARNING) {
                Optional<String> given =
                        Optional.ofNullable(data.warningReasons().get(finding.check()));
                given.or(() -> previous.flatMap(before -> reasonBefore(before, finding)))
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

    private FormContent content(EntryData data, Instant now) {
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
                data.values(),
                data.missing(),
                rules().completion(study.definition(), location.instance(), casebook));
        CheckFailures.refuseErrors(entry.findings());
        Map<String, ItemValue> values = entry.values();
        CheckFailures.refuseErrors(
                EntryReader.checkDerived(location.form(), location.category(), data.values(), values));
        return new FormContent(
                values, entry.missing(), data.occurredAt().truncatedTo(ChronoUnit.MILLIS), data.windowReason());
    }

    private List<Finding> edits(FormContent content, Casebook candidate) {
        String site = location.subject().site();
        List<Finding> found = rules().check(study.definition(), location.instance(), content.values(), candidate);
        CheckFailures.refuseErrors(author.visible(found, site));
        return found.stream()
                .map(finding -> author.seesAll(finding.categories(), site) ? finding : finding.as(Severity.QUERY))
                .toList();
    }

    private FormRules rules() {
        return study.rules().forms().get(location.form().id());
    }
}
