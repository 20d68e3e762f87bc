package org.equipoise.launcher.study;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.equipoise.ecrf.definition.JsonDefinitionFormat;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.Consequence;
import org.equipoise.ecrf.domain.form.Entry;
import org.equipoise.ecrf.domain.form.EntryReader;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.rules.FormRules;
import org.equipoise.ecrf.domain.rules.RuleCompiler;
import org.equipoise.ecrf.domain.rules.StandingReview;
import org.equipoise.ecrf.domain.rules.StudyRules;
import org.equipoise.ecrf.domain.schedule.Anchors;
import org.equipoise.ecrf.domain.schedule.Calendar;
import org.equipoise.ecrf.domain.study.DefinitionChecks;
import org.equipoise.ecrf.domain.study.Form;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.Severity;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.equipoise.ecrf.domain.study.StudyEvent;
import org.equipoise.ecrf.domain.subject.EndOfParticipation;
import org.equipoise.ecrf.domain.subject.Randomization;
import org.equipoise.ecrf.domain.subject.Subject;

/** The forms of one subject, entered into the eCRF service's own rule engine; items that do not matter are left out. */
final class EnteredForms {
    private final StudyDefinition study;
    private final StudyRules rules;
    private Casebook casebook = Casebook.of(List.of());
    private Optional<Randomization> randomization = Optional.empty();
    private List<Finding> refused = List.of();
    private final List<String> deviations = new ArrayList<>();
    private FormInstance last = new FormInstance("", "", 1);

    EnteredForms(StudyDefinition study, StudyRules rules) {
        this.study = study;
        this.rules = rules;
    }

    static StudyDefinition definition(Study study) {
        var parsed = new JsonDefinitionFormat().parse(study.definition().toString());
        if (!parsed.errors().isEmpty()) {
            throw new AssertionError(parsed.errors());
        }
        return parsed.definition().orElseThrow();
    }

    static StudyRules rules(StudyDefinition definition) {
        List<Object> errors = new ArrayList<>(DefinitionChecks.errors(definition));
        RuleCompiler.Compilation compilation = RuleCompiler.compile(definition);
        errors.addAll(compilation.errors());
        if (!errors.isEmpty()) {
            throw new AssertionError(errors);
        }
        return compilation.rules();
    }

    EnteredForms enter(String event, String form, Instant at, Object... itemsAndValues) {
        return enter(new FormInstance(event, form, 1), at, itemsAndValues);
    }

    EnteredForms enter(FormInstance instance, Instant at, Object... itemsAndValues) {
        Map<String, Object> plain = new HashMap<>();
        for (int i = 0; i < itemsAndValues.length; i += 2) {
            Object value = itemsAndValues[i + 1];
            plain.put((String) itemsAndValues[i], value instanceof Instant ? value.toString() : value);
        }
        Form form = study.form(instance.form()).orElseThrow();
        FormCategory category =
                study.categoryOf(instance.event(), instance.form()).orElseThrow();
        Entry entry = EntryReader.read(
                form, category, plain, Map.of(), formRules(instance).completion(study, instance, casebook));
        Map<String, ItemValue> values = entry.values();
        refused = new ArrayList<>(entry.findings());
        refused.addAll(EntryReader.checkDerived(form, category, plain, values));
        refused.removeIf(finding -> finding.check().equals("required"));
        Casebook before = casebook;
        casebook = casebook.with(instance, new FormContent(values, Map.of(), at, Optional.empty()));
        review().consequences(instance, List.of(), before, casebook).stream()
                .filter(consequence -> consequence.effect() == Consequence.Effect.DEVIATES)
                .forEach(consequence -> deviations.add(consequence.instance().event() + "/"
                        + consequence.instance().form() + "/"
                        + consequence.finding().check()));
        last = instance;
        return this;
    }

    /** The deviations that were raised so far, as EVENT/FORM/CHECK. */
    List<String> deviations() {
        return List.copyOf(deviations);
    }

    /** The calendar of somebody who sees everything. */
    Calendar calendar(Instant asOf) {
        Optional<Instant> ended = rules.conduct()
                .participation()
                .flatMap(rule -> rule.of(casebook, ZoneOffset.UTC))
                .map(EndOfParticipation::end);
        return Calendar.of(study, casebook, asOf, new Calendar.View(category -> true, this::happens, ended));
    }

    private boolean happens(StudyEvent event) {
        return event.onlyIf()
                .flatMap(name -> rules.conduct().conditions().get(name).holds(casebook))
                .orElse(true);
    }

    EnteredForms randomized(Map<String, String> strata) {
        randomization = Optional.of(new Randomization("R-1", "K-1", Instant.EPOCH, strata));
        return this;
    }

    /** Makes {@link #found} speak about another form than the one that was entered last. */
    EnteredForms lookAt(FormInstance instance) {
        last = instance;
        refused = List.of();
        return this;
    }

    /** What the form that was entered last calls for, by id and severity. */
    Map<String, Severity> found() {
        Map<String, Severity> found = new HashMap<>(failing(last));
        refused.forEach(finding -> found.put(finding.check(), finding.severity()));
        return found;
    }

    /** What stands against a form now, by id; the severity is that of the check. */
    Map<String, Severity> failing(FormInstance instance) {
        FormContent content = casebook.content(instance).orElseThrow();
        StandingReview review = review();
        Map<String, Severity> failing = new HashMap<>();
        formRules(instance)
                .check(study, instance, content.values(), casebook)
                .forEach(finding -> failing.put(finding.check(), finding.severity()));
        review.outOfWindow(instance, content, Anchors.of(study.schedule(), casebook))
                .ifPresent(finding -> failing.put(finding.check(), finding.severity()));
        review.afterWithdrawal(instance, content, casebook)
                .ifPresent(finding -> failing.put(finding.check(), finding.severity()));
        review.failures(instance, casebook).values().stream()
                .filter(finding -> finding.check().startsWith(StandingReview.STRATIFICATION))
                .forEach(finding -> failing.put(finding.check(), finding.severity()));
        return failing;
    }

    Optional<Object> value(String event, String form, String item) {
        return casebook.content(new FormInstance(event, form, 1))
                .map(content -> content.values().get(item))
                .map(ItemValue::plain);
    }

    /** Categories of data that the checks of a form in an event look at together. */
    static Set<Set<FormCategory>> categoriesOfChecks(StudyDefinition study, StudyRules rules) {
        return study.schedule().events().stream()
                .flatMap(event -> event.forms().stream()
                        .map(scheduled -> rules.forms().get(scheduled.form()).inputs(study, event.id()).stream()
                                .flatMap(input -> study.categoryOf(input.event(), input.form()).stream())
                                .collect(Collectors.collectingAndThen(Collectors.toCollection(TreeSet::new), set -> {
                                    study.categoryOf(event.id(), scheduled.form())
                                            .ifPresent(set::add);
                                    return Set.copyOf(set);
                                }))))
                .collect(Collectors.toSet());
    }

    private StandingReview review() {
        Subject subject = new Subject(
                study.study(), "01-001", "01", 1, false, Instant.EPOCH, Instant.EPOCH, randomization, Optional.empty());
        return new StandingReview(study, rules, subject);
    }

    private FormRules formRules(FormInstance instance) {
        return rules.forms().get(instance.form());
    }
}
