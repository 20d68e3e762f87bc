package org.equipoise.ecrf.domain.rules;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.study.CellKey;
import org.equipoise.ecrf.domain.study.EditCheck;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.InputMatch;
import org.equipoise.ecrf.domain.study.ItemCategories;
import org.equipoise.ecrf.domain.study.ItemGroup;
import org.equipoise.ecrf.domain.study.ItemPath;
import org.equipoise.ecrf.domain.study.MissingInput;
import org.equipoise.ecrf.domain.study.Severity;
import org.equipoise.ecrf.domain.study.StudyDefinition;

/** An edit check ready to run. */
final class CompiledCheck {
    /** What the rule came to. */
    private sealed interface Verdict {}

    private record Holds() implements Verdict {}

    private record Fails() implements Verdict {}

    private record SaysNothing() implements Verdict {}

    private record Broken(String reason) implements Verdict {}

    private final EditCheck check;
    private final Expression assertion;
    private final Map<String, ItemPath> placed = new LinkedHashMap<>();
    private final Map<String, ItemPath> anyEvent = new LinkedHashMap<>();

    /**
     * Makes it ready.
     *
     * @param check the check as defined
     * @param assertion its compiled rule
     */
    CompiledCheck(EditCheck check, Expression assertion) {
        this.check = check;
        this.assertion = assertion;
        check.inputs().forEach((name, path) -> {
            if (assertion.variables().contains(name)) {
                (path.isInAnyEvent() ? anyEvent : placed).put(name, path);
            }
        });
    }

    /**
     * What it was made of.
     *
     * @return the check as defined
     */
    EditCheck check() {
        return check;
    }

    /**
     * Runs the check.
     *
     * @param study the study, which says who may see what
     * @param form the form that the values belong to
     * @param values the form's values by item
     * @param casebook the subject's other forms
     * @return what it found, for each row if it speaks about rows; empty if all is well or a value that the rule names is absent
     *     and means nothing
     */
    List<Finding> run(StudyDefinition study, FormInstance form, Map<String, ItemValue> values, Casebook casebook) {
        Optional<ItemGroup> rows = assertion
                .rowGroup()
                .flatMap(id -> study.form(form.form()).stream()
                        .flatMap(known -> known.itemGroups().stream())
                        .filter(group -> group.id().equals(id))
                        .findFirst());
        if (rows.isEmpty()) {
            return run(study, form, values, casebook, Optional.empty()).stream().toList();
        }
        return rows.get().rowsIn(values.keySet()).stream()
                .flatMap(row -> run(study, form, values, casebook, Optional.of(new Row(rows.get(), row))).stream())
                .toList();
    }

    /** A row of a repeating group; a rule that names the group's items speaks about each row by itself. */
    private record Row(ItemGroup group, int number) {
        String key(String item) {
            return group.has(item) ? new CellKey(group.id(), number, item).toString() : item;
        }
    }

    private Optional<Finding> run(
            StudyDefinition study,
            FormInstance form,
            Map<String, ItemValue> values,
            Casebook casebook,
            Optional<Row> row) {
        Map<String, ItemValue> known = known(study, form, values, casebook, row);
        Verdict verdict = anyEvent.isEmpty() ? verdict(known) : matched(known, form, casebook);
        if (verdict instanceof Fails) {
            return Optional.of(finding(study, form, values, casebook, row, check.severity(), check.message()));
        }
        if (verdict instanceof Broken broken) {
            String message = "The check " + check.id() + " could not be evaluated (" + broken.reason() + ").";
            return Optional.of(finding(study, form, values, casebook, row, Severity.QUERY, message));
        }
        return Optional.empty();
    }

    private Map<String, ItemValue> known(
            StudyDefinition study,
            FormInstance form,
            Map<String, ItemValue> values,
            Casebook casebook,
            Optional<Row> row) {
        Map<String, ItemValue> own = row.map(at -> ItemRules.row(at.group().id(), at.number(), values))
                .orElse(values);
        Map<String, ItemValue> known = new HashMap<>();
        if (assertion.groups().isEmpty()) {
            assertion.variables().stream().filter(own::containsKey).forEach(name -> known.put(name, own.get(name)));
        } else {
            known.putAll(own);
        }
        inputs(study, form.event())
                .forEach((name, path) -> casebook.value(path, study.repeat(path, form.event(), form.repeat()))
                        .ifPresent(value -> known.put(name, value)));
        casebook.content(form)
                .ifPresent(
                        content -> known.put(ItemPath.OCCURRED_AT, new ItemValue.DateTimeValue(content.occurredAt())));
        known.put(ItemPath.REPEAT, new ItemValue.IntegerValue(form.repeat()));
        known.put(ItemPath.EVENT, new ItemValue.TextValue(form.event()));
        return known;
    }

    /**
     * Whether a save of another form can change what the check finds about this one. A rule that meets each entry of a form is asked
     * about the saved entry alone: as long as that pair comes to the same, so does the whole.
     *
     * @param study the study
     * @param form the form that the values belong to, not the saved one
     * @param values the form's values by item
     * @param saved the form that was saved
     * @param before the subject's forms before
     * @param after the subject's forms with the save
     * @return false if the check finds the same before and after
     */
    boolean canChange(
            StudyDefinition study,
            FormInstance form,
            Map<String, ItemValue> values,
            FormInstance saved,
            Casebook before,
            Casebook after) {
        boolean isNamed = inputs(study, form.event()).values().stream()
                .anyMatch(path ->
                        path.event().equals(saved.event()) && path.form().equals(saved.form()));
        if (isNamed || assertion.rowGroup().isPresent()) {
            return true;
        }
        if (anyEvent.values().stream().noneMatch(path -> path.form().equals(saved.form()))) {
            return false;
        }
        Map<String, ItemValue> known = known(study, form, values, after, Optional.empty());
        Optional<Verdict> then = before.content(saved).map(entered -> verdict(with(known, saved, before)));
        Verdict now = verdict(with(known, saved, after));
        boolean addsNothing =
                then.isEmpty() && check.match() == InputMatch.EVERY && !(now instanceof Fails || now instanceof Broken);
        return !addsNothing && !then.equals(Optional.of(now));
    }

    private Verdict matched(Map<String, ItemValue> known, FormInstance form, Casebook casebook) {
        String other = anyEvent.values().iterator().next().form();
        Class<? extends Verdict> decisive = check.match() == InputMatch.EVERY ? Fails.class : Holds.class;
        Map<Class<? extends Verdict>, Verdict> first = new LinkedHashMap<>();
        Iterator<FormInstance> entries = casebook.entered()
                .filter(entered -> entered.form().equals(other) && !entered.equals(form))
                .iterator();
        while (entries.hasNext() && !first.containsKey(decisive)) {
            Verdict verdict = verdict(with(known, entries.next(), casebook));
            first.putIfAbsent(verdict.getClass(), verdict);
        }
        return Stream.of(decisive, Broken.class, Fails.class)
                .map(first::get)
                .filter(Objects::nonNull)
                .findFirst()
                .or(() -> first.values().stream().findFirst())
                .orElseGet(() -> check.match() == InputMatch.EVERY ? new SaysNothing() : verdict(known));
    }

    private Map<String, ItemValue> with(Map<String, ItemValue> known, FormInstance entered, Casebook casebook) {
        Map<String, ItemValue> more = new HashMap<>(known);
        anyEvent.forEach((name, path) ->
                casebook.value(path.in(entered.event()), entered.repeat()).ifPresent(value -> more.put(name, value)));
        return more;
    }

    private Verdict verdict(Map<String, ItemValue> known) {
        boolean failsWithout = check.whenMissing() == MissingInput.FAIL
                && assertion.variables().stream()
                        .allMatch(name ->
                                known.containsKey(name) || check.inputs().containsKey(name));
        Expression.Outcome outcome = failsWithout ? assertion.decide(known) : assertion.evaluate(known);
        if (outcome instanceof Expression.Result result) {
            return Boolean.FALSE.equals(result.value()) ? new Fails() : new Holds();
        }
        if (outcome instanceof Expression.Failed failed) {
            return new Broken(failed.reason());
        }
        if (outcome instanceof Expression.Open) {
            return new SaysNothing();
        }
        return failsWithout ? new Fails() : new SaysNothing();
    }

    /**
     * The forms whose values the rule names, besides its own.
     *
     * @param study the study
     * @param event the event of the form that the check belongs to
     * @return events and forms; the event is {@code *} where any is meant
     */
    Set<FormPlace> inputForms(StudyDefinition study, String event) {
        Map<String, ItemPath> named = inputs(study, event);
        named.putAll(anyEvent);
        return named.values().stream()
                .map(path -> new FormPlace(path.event(), path.form()))
                .collect(Collectors.toSet());
    }

    /**
     * The items of the rule's own form that it reads or is shown at.
     *
     * @param study the study
     * @param form the form's id
     * @return their ids
     */
    private Set<String> ownItems(StudyDefinition study, String form) {
        Set<String> named = new TreeSet<>(check.items());
        assertion.variables().stream()
                .filter(name -> !check.inputs().containsKey(name))
                .forEach(named::add);
        assertion.groups().stream()
                .flatMap(group -> study.form(form).stream()
                        .flatMap(known -> known.itemGroups().stream())
                        .filter(known -> known.id().equals(group)))
                .forEach(group -> group.items().forEach(item -> named.add(item.id())));
        return named;
    }

    /**
     * What one must see, besides forms, to see what the rule reads.
     *
     * @param study the study in force
     * @param items the categories of single items
     * @param form the id of the form that the check belongs to
     * @return the categories of the items that the rule reads or is shown at
     */
    Set<FormCategory> itemCategories(StudyDefinition study, ItemCategories items, String form) {
        Set<FormCategory> categories = new TreeSet<>();
        ownItems(study, form).forEach(item -> categories.addAll(items.of(form, item)));
        check.inputs().forEach((name, path) -> {
            if (assertion.variables().contains(name)) {
                categories.addAll(items.of(path.form(), path.item()));
            }
        });
        return categories;
    }

    private Map<String, ItemPath> inputs(StudyDefinition study, String event) {
        Map<String, ItemPath> inputs = new LinkedHashMap<>();
        placed.forEach((name, path) -> inputs.put(name, study.resolve(path, event)));
        return inputs;
    }

    private Finding finding(
            StudyDefinition study,
            FormInstance form,
            Map<String, ItemValue> values,
            Casebook casebook,
            Optional<Row> row,
            Severity severity,
            String message) {
        Set<FormCategory> categories = categories(study, form, casebook);
        String id = row.map(at -> check.id() + "[" + at.number() + "]").orElse(check.id());
        List<String> items = check.items().stream()
                .map(item -> row.map(at -> at.key(item)).orElse(item))
                .toList();
        return new Finding(id, severity, items, message, shown(items, values), categories);
    }

    /**
     * Of all that the rule may have read: the places that the study has, and whatever was entered. Where the study has dropped a
     * form from an event, it cannot say who may see what was entered there, so that is hidden the most.
     */
    private Set<FormCategory> categories(StudyDefinition study, FormInstance form, Casebook casebook) {
        Set<FormCategory> categories = new TreeSet<>();
        study.categoryOf(form.event(), form.form()).ifPresent(categories::add);
        ownItems(study, form.form())
                .forEach(item -> categories.addAll(study.categoriesOf(form.event(), form.form(), item)));
        Stream.concat(inputs(study, form.event()).values().stream(), anyEvent.values().stream())
                .flatMap(path -> study.form(path.form()).flatMap(other -> other.item(path.item())).stream())
                .flatMap(item -> item.category().stream())
                .forEach(categories::add);
        Set<FormPlace> named = inputs(study, form.event()).values().stream()
                .map(path -> new FormPlace(path.event(), path.form()))
                .collect(Collectors.toSet());
        Set<String> anywhere = anyEvent.values().stream().map(ItemPath::form).collect(Collectors.toSet());
        study.schedule().events().stream()
                .flatMap(event -> anywhere.stream().map(other -> new FormPlace(event.id(), other)))
                .forEach(named::add);
        named.forEach(place -> study.categoryOf(place.event(), place.form()).ifPresent(categories::add));
        casebook.entered()
                .filter(entered -> !entered.equals(form))
                .filter(entered -> anywhere.contains(entered.form())
                        || named.contains(new FormPlace(entered.event(), entered.form())))
                .map(entered ->
                        study.categoryOf(entered.event(), entered.form()).orElse(FormCategory.PHARMACY))
                .forEach(categories::add);
        return categories;
    }

    private static Object shown(List<String> items, Map<String, ItemValue> values) {
        List<String> present = items.stream().filter(values::containsKey).toList();
        if (present.size() == 1) {
            return values.get(present.get(0)).plain();
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        present.forEach(item -> shown.put(item, values.get(item).plain()));
        return shown;
    }
}
