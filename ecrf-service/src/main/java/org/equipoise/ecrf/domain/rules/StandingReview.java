package org.equipoise.ecrf.domain.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.Consequence;
import org.equipoise.ecrf.domain.form.Consequence.Effect;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.Revision;
import org.equipoise.ecrf.domain.schedule.Anchors;
import org.equipoise.ecrf.domain.schedule.EventTiming;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.Raise;
import org.equipoise.ecrf.domain.study.Severity;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.equipoise.ecrf.domain.study.StudyEvent;
import org.equipoise.ecrf.domain.subject.Subject;

/**
 * What stands against a subject's entered forms on present data, and what a save changes about it.
 *
 * <p>Against a form stand: its edit checks of severity error and query that fail; {@code window}, if it lies outside its window
 * and gives no reason; {@code withdrawal}, if it was observed after consent was withdrawn; and {@code stratification:factor}, if
 * it decides a factor and gives another level than the subject was randomized under. Whatever its severity, what stands against
 * a form that somebody else's save touched is a query on that form: nobody sits in front of it who could correct it, and
 * refusing the save would keep a true value out. Warnings say something to the person at the form alone and are not run again.
 */
public final class StandingReview {
    /** Name of the rule about windows. */
    public static final String WINDOW = "window";

    /** Name of the rule about withdrawn consent. */
    public static final String WITHDRAWAL = "withdrawal";

    /** Beginning of the name of the rule about a stratification factor. */
    public static final String STRATIFICATION = "stratification:";

    private final StudyDefinition study;
    private final StudyRules rules;
    private final Subject subject;

    /**
     * A review of one subject.
     *
     * @param study the study
     * @param rules its compiled rules
     * @param subject the subject
     */
    public StandingReview(StudyDefinition study, StudyRules rules, Subject subject) {
        this.study = study;
        this.rules = rules;
        this.subject = subject;
    }

    /**
     * What a save changes: the checks that begin to fail ask, and those that hold again settle, on the saved form and on every
     * entered form that depends on it. Rules that raise an alert or a deviation do so when they begin to fail, whatever their
     * severity and whatever reason an observation outside its window gives. A check that fails on the saved form again, about
     * another value, asks and alerts again: what was answered was said of the value before. A deviation is one of its observation,
     * however often that is corrected.
     *
     * @param saved the form that was saved
     * @param history the revisions before in the order in which they were stored, which their times need not be: at least those of the
     *     saved form and of the forms that its checks and window depend on; if its latest was written under another version of the study, what was asked and raised until then counts, not what
     *     today's checks would have
     * @param before the subject's data before
     * @param after the subject's data with the save
     * @return the consequences, in the order of forms and checks
     */
    public List<Consequence> consequences(FormInstance saved, List<Revision> history, Casebook before, Casebook after) {
        List<Consequence> consequences = new ArrayList<>();
        Set<FormPlace> touched = rules.dependencies().on(new FormPlace(saved.event(), saved.form()));
        Anchors anchorsBefore = Anchors.of(study.schedule(), before);
        Anchors anchorsAfter = Anchors.of(study.schedule(), after);
        after.entered().forEach(instance -> {
            if (instance.equals(saved)) {
                Standing then = standing(saved, before, anchorsBefore);
                Optional<Revision> latest = latest(history, saved);
                Standing known = latest.filter(
                                revision -> !revision.definitionVersion().equals(study.version()))
                        .map(revision -> outstanding(revision, history, then))
                        .orElse(then);
                consequences.addAll(changes(saved, known, standing(saved, after, anchorsAfter)));
            } else if (touched.contains(new FormPlace(instance.event(), instance.form()))
                    && rules.forms().containsKey(instance.form())) {
                FormContent content = after.content(instance).orElseThrow();
                FormRules.Change change = rules.forms()
                        .get(instance.form())
                        .changed(study, instance, content.values(), saved, before, after);
                consequences.addAll(changes(
                        instance,
                        standing(instance, change.before(), before, anchorsBefore),
                        standing(instance, change.after(), after, anchorsAfter)));
            }
        });
        return consequences;
    }

    /** What stands against a form: the failures that are asked about, and all findings by what their rules raise. */
    private record Standing(Map<String, Finding> failures, Map<Raise, Map<String, Finding>> raised) {
        static final Standing NOTHING = new Standing(Map.of(), Map.of());
    }

    private static Optional<Revision> latest(List<Revision> history, FormInstance instance) {
        return history.stream()
                .filter(revision -> revision.instance().equals(instance))
                .max(Comparator.comparingInt(Revision::number));
    }

    /**
     * What was asked and not settled, and what was raised and still stood, when a form's latest revision is of another version:
     * by that revision, or by a save of another form since.
     */
    private Standing outstanding(Revision latest, List<Revision> history, Standing today) {
        Map<String, Finding> asked = new LinkedHashMap<>();
        Map<Raise, Map<String, Finding>> raised = new EnumMap<>(Raise.class);
        raised(latest.instance(), latest.findings()).forEach((raise, found) -> raised.put(raise, new HashMap<>(found)));
        history.stream()
                .flatMap(revision -> revision.consequences().stream())
                .filter(consequence -> consequence.instance().equals(latest.instance()))
                .forEach(consequence -> {
                    Finding finding = consequence.finding();
                    switch (consequence.effect()) {
                        case ASKS -> asked.put(finding.check(), finding);
                        case SETTLES -> asked.remove(finding.check());
                        case ALERTS -> keep(Raise.ALERT, finding, today, raised);
                        case DEVIATES -> keep(Raise.DEVIATION, finding, today, raised);
                    }
                });
        return new Standing(asked, raised);
    }

    private static void keep(Raise raise, Finding finding, Standing today, Map<Raise, Map<String, Finding>> raised) {
        if (today.raised().getOrDefault(raise, Map.of()).containsKey(finding.check())) {
            raised.computeIfAbsent(raise, key -> new HashMap<>()).put(finding.check(), finding);
        }
    }

    private static List<Consequence> changes(FormInstance instance, Standing before, Standing after) {
        List<Consequence> changes = new ArrayList<>();
        after.failures().values().stream()
                .filter(finding -> !isKnown(before.failures(), finding))
                .forEach(finding -> changes.add(new Consequence(instance, Effect.ASKS, finding)));
        before.failures().values().stream()
                .filter(finding -> !after.failures().containsKey(finding.check()))
                .forEach(finding -> changes.add(new Consequence(instance, Effect.SETTLES, finding)));
        for (Raise raise : Raise.values()) {
            Map<String, Finding> known = before.raised().getOrDefault(raise, Map.of());
            after.raised().getOrDefault(raise, Map.of()).values().stream()
                    .filter(finding ->
                            raise == Raise.DEVIATION ? !known.containsKey(finding.check()) : !isKnown(known, finding))
                    .forEach(finding -> changes.add(new Consequence(instance, effect(raise), finding)));
        }
        return changes;
    }

    /**
     * Whether two findings of a check are about the same value.
     *
     * @param known the findings before, by check
     * @param finding the one now
     * @return false if its check found nothing before
     */
    public static boolean isKnown(Map<String, Finding> known, Finding finding) {
        return known.containsKey(finding.check())
                && known.get(finding.check())
                        .value()
                        .toString()
                        .equals(finding.value().toString());
    }

    private static Effect effect(Raise raise) {
        return switch (raise) {
            case ALERT -> Effect.ALERTS;
            case DEVIATION -> Effect.DEVIATES;
        };
    }

    private Map<Raise, Map<String, Finding>> raised(FormInstance instance, List<Finding> findings) {
        Map<Raise, Map<String, Finding>> raised = new EnumMap<>(Raise.class);
        Map<String, Set<Raise>> raising = new HashMap<>();
        raising.put(WINDOW, study.conduct().outOfWindow());
        study.form(instance.form())
                .ifPresent(form -> form.editChecks().forEach(check -> raising.put(check.id(), check.raises())));
        findings.forEach(finding -> raising.getOrDefault(finding.check(), Set.of())
                .forEach(raise -> raised.computeIfAbsent(raise, key -> new LinkedHashMap<>())
                        .put(finding.check(), finding)));
        return raised;
    }

    /**
     * What stands against a form now.
     *
     * @param instance the form
     * @param casebook the subject's data
     * @return findings of severity query by the name of their check; empty if the form was not entered
     */
    public Map<String, Finding> failures(FormInstance instance, Casebook casebook) {
        return standing(instance, casebook, Anchors.of(study.schedule(), casebook))
                .failures();
    }

    private Standing standing(FormInstance instance, Casebook casebook, Anchors anchors) {
        Optional<FormContent> entered = casebook.content(instance);
        if (entered.isEmpty() || !rules.forms().containsKey(instance.form())) {
            return Standing.NOTHING;
        }
        FormContent content = entered.get();
        FormRules form = rules.forms().get(instance.form());
        List<Finding> found = new ArrayList<>(form.check(study, instance, content.values(), casebook));
        found.addAll(form.unanswered(study, instance, content));
        return standing(instance, found, casebook, anchors);
    }

    private Standing standing(FormInstance instance, List<Finding> ofChecks, Casebook casebook, Anchors anchors) {
        FormContent content = casebook.content(instance).orElseThrow();
        List<Finding> found = new ArrayList<>(ofChecks);
        Optional<Finding> outside = outOfWindow(instance, content, anchors);
        outside.ifPresent(found::add);
        Map<Raise, Map<String, Finding>> raised = raised(instance, found);
        found.removeIf(finding -> finding.severity() == Severity.WARNING);
        outside.filter(finding -> content.windowReason().isEmpty()).ifPresent(found::add);
        afterWithdrawal(instance, content, casebook).ifPresent(found::add);
        found.addAll(otherStratum(instance, content));
        Map<String, Finding> failures = new LinkedHashMap<>();
        found.forEach(finding -> failures.put(finding.check(), finding.as(Severity.QUERY)));
        return new Standing(failures, raised);
    }

    /**
     * Whether an observation lies outside its event's window, whatever reason it gives. The form that says when an event began lies
     * outside too if that is outside of where the event was expected, and the expectation binds.
     *
     * @param instance the form
     * @param content what it says
     * @param anchors the subject's anchors
     * @return the finding, a warning; empty if it lies inside, or nobody can tell
     */
    public Optional<Finding> outOfWindow(FormInstance instance, FormContent content, Anchors anchors) {
        Optional<StudyEvent> event = study.schedule().event(instance.event());
        Optional<EventTiming> timing = event.map(found -> EventTiming.of(found, anchors));
        return timing.filter(known -> !known.inWindow(content.occurredAt()).orElse(true))
                .map(known ->
                        outside(instance, known.event().name() + " should happen", known.times(), content.occurredAt()))
                .or(() -> timing.flatMap(known -> begunOutside(instance, known)));
    }

    private Optional<Finding> begunOutside(FormInstance instance, EventTiming timing) {
        boolean begins = instance.repeat() == 1
                && study.schedule().beginning(timing.event()).equals(Optional.of(instance.form()));
        return timing.begunOutside()
                .filter(times -> begins)
                .map(times -> outside(
                        instance,
                        timing.event().name() + " should begin",
                        times,
                        timing.anchor().orElseThrow()));
    }

    private Finding outside(FormInstance instance, String what, EventTiming.Times times, Instant at) {
        return new Finding(
                WINDOW,
                Severity.WARNING,
                List.of(),
                what + " from " + times.from().orElseThrow() + " to "
                        + times.to().orElseThrow() + ".",
                at.toString(),
                categories(instance));
    }

    /**
     * Whether an observation was made after consent was withdrawn.
     *
     * @param instance the form
     * @param content what it says
     * @param casebook the subject's data
     * @return the finding, an error; empty if consent stood or the study goes on with this form
     */
    public Optional<Finding> afterWithdrawal(FormInstance instance, FormContent content, Casebook casebook) {
        return rules.withdrawal()
                .flatMap(rule -> study.site(subject.site()).flatMap(site -> rule.of(casebook, site.zone())))
                .filter(withdrawal -> withdrawal.forbids(instance.form(), content.occurredAt()))
                .map(withdrawal -> new Finding(
                        WITHDRAWAL,
                        Severity.ERROR,
                        List.of(),
                        "Consent was withdrawn before; nothing is collected from " + withdrawal.end()
                                + " on. Only what was observed earlier can be entered or corrected.",
                        content.occurredAt().toString(),
                        categories(instance)));
    }

    private List<Finding> otherStratum(FormInstance instance, FormContent content) {
        if (rules.eligibility().isEmpty() || subject.randomization().isEmpty()) {
            return List.of();
        }
        Map<String, String> randomized = subject.randomization().get().strata();
        List<Finding> found = new ArrayList<>();
        for (EligibilityRules.Stratification factor : rules.eligibility().get().strata()) {
            String then = randomized.get(factor.factor());
            Optional<String> now = factor.level(content.values());
            if (then != null && factor.form().equals(instance) && !now.equals(Optional.of(then))) {
                found.add(otherStratum(factor, then, now, instance));
            }
        }
        return found;
    }

    /**
     * The finding that a form gives another level of a factor than the subject was randomized under.
     *
     * @param factor the factor
     * @param then its level at randomization
     * @param now its level now, if one is determined
     * @param instance the form that decides
     * @return the finding, a query
     */
    public Finding otherStratum(
            EligibilityRules.Stratification factor, String then, Optional<String> now, FormInstance instance) {
        return new Finding(
                STRATIFICATION + factor.factor(),
                Severity.QUERY,
                List.of(factor.source().item()),
                "The subject was randomized with " + factor.factor() + " " + then + ", and this form now gives "
                        + now.orElse("no level") + ". The stratum stays; confirm the value.",
                now.orElse(""),
                categories(instance));
    }

    private Set<FormCategory> categories(FormInstance instance) {
        Set<FormCategory> categories = new TreeSet<>();
        study.categoryOf(instance.event(), instance.form()).ifPresent(categories::add);
        return categories;
    }
}
