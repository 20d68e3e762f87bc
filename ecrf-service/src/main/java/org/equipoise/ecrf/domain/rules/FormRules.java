package org.equipoise.ecrf.domain.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.Completed;
import org.equipoise.ecrf.domain.form.Finding;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.Item;
import org.equipoise.ecrf.domain.study.ItemCategories;
import org.equipoise.ecrf.domain.study.ItemGroup;
import org.equipoise.ecrf.domain.study.ItemPath;
import org.equipoise.ecrf.domain.study.Severity;
import org.equipoise.ecrf.domain.study.StudyDefinition;

/** What a form carries, derives, skips and checks. */
public final class FormRules {
    /** Beginning of the name of the rule about values of items that are not asked; the item or cell follows. */
    public static final String SKIPPED = "skipped:";

    /** Beginning of the name of the rule about required items that not everybody at the form sees; the item or cell follows. */
    public static final String REQUIRED = "required:";

    private final ItemRules items;
    private final Carrying carrying;
    private final List<CompiledCheck> checks;
    private final List<Required> required;

    FormRules(ItemRules items, Carrying carrying, List<CompiledCheck> checks, List<Required> required) {
        this.items = items;
        this.carrying = carrying;
        this.required = List.copyOf(required);
        this.checks = List.copyOf(checks);
    }

    /**
     * Takes over what is carried from earlier forms, computes the derived items, and finds what is not asked.
     *
     * @param study the study
     * @param form the form at hand
     * @param casebook the subject's other forms, at least those of {@link #inputs}
     * @return what completes an entry
     */
    public Completed.Completion completion(StudyDefinition study, FormInstance form, Casebook casebook) {
        return (entered, explained) ->
                items.complete(carrying.fill(study, form, entered, explained, casebook), explained);
    }

    /**
     * Which items of a saved form say what was taken over: their condition holds, and they have the value of their source.
     *
     * @param study the study
     * @param form the form at hand
     * @param content what it says
     * @param casebook the forms of {@link #carriedFrom} as they were when it was saved
     * @return the items
     */
    public Set<String> carried(StudyDefinition study, FormInstance form, FormContent content, Casebook casebook) {
        return carrying.carriedIn(study, form, content.values(), casebook);
    }

    /**
     * The forms that values are taken over from.
     *
     * @param study the study
     * @param event the event of the form at hand
     * @return events and forms; none if nothing is carried
     */
    public Set<FormPlace> carriedFrom(StudyDefinition study, String event) {
        return carrying.sources(study, event);
    }

    /**
     * Which items and cells of a saved form are not asked.
     *
     * @param content what the form says
     * @return items and cells, whether or not they have a value
     */
    public Set<String> skipped(FormContent content) {
        return items.skipped(content.values(), content.missing().keySet());
    }

    /**
     * Runs all checks. For them an item that is skipped has no value; that it has one all the same is a finding of its own,
     * {@code skipped:ITEM}, a query.
     *
     * @param study the study, which says who may see what
     * @param form the form that the values belong to
     * @param values the form's values by item or cell, derived ones included
     * @param casebook the subject's other forms, at least those of {@link #inputs}
     * @return what the checks found, in the order of the definition
     */
    public List<Finding> check(
            StudyDefinition study, FormInstance form, Map<String, ItemValue> values, Casebook casebook) {
        return check(study, form, values, casebook, checks);
    }

    /**
     * Runs those checks that a save of another form can change, before and after it. What the form finds by itself is the same.
     *
     * @param study the study
     * @param form the form that the values belong to
     * @param values the form's values
     * @param saved the other form
     * @param before the subject's forms before the save
     * @param after the subject's forms with it
     * @return what these checks find before and after
     */
    Change changed(
            StudyDefinition study,
            FormInstance form,
            Map<String, ItemValue> values,
            FormInstance saved,
            Casebook before,
            Casebook after) {
        Map<String, ItemValue> asked = asked(values, items.skipped(values, Set.of()));
        List<CompiledCheck> changeable = checks.stream()
                .filter(check -> check.canChange(study, form, asked, saved, before, after))
                .toList();
        return new Change(
                check(study, form, values, before, changeable), check(study, form, values, after, changeable));
    }

    /**
     * What checks found.
     *
     * @param before before a save
     * @param after with it
     */
    record Change(List<Finding> before, List<Finding> after) {}

    private static Map<String, ItemValue> asked(Map<String, ItemValue> values, Set<String> skipped) {
        Map<String, ItemValue> asked = new HashMap<>(values);
        asked.keySet().removeAll(skipped);
        return asked;
    }

    private List<Finding> check(
            StudyDefinition study,
            FormInstance form,
            Map<String, ItemValue> values,
            Casebook casebook,
            List<CompiledCheck> checks) {
        Set<String> skipped = items.skipped(values, Set.of());
        Map<String, ItemValue> asked = asked(values, skipped);
        List<Finding> found = new ArrayList<>();
        checks.forEach(check -> found.addAll(check.run(study, form, asked, casebook)));
        skipped.stream()
                .filter(values::containsKey)
                .forEach(key -> found.add(new Finding(
                        SKIPPED + key,
                        Severity.QUERY,
                        List.of(key),
                        key
                                + " is not asked here, as other items of the form say, but has a value. Remove it, or"
                                + " correct them.",
                        values.get(key).plain(),
                        study.categoriesOf(form.event(), form.form(), key))));
        return found;
    }

    /** A required item of a category of its own, which somebody who enters the form may not see. */
    record Required(ItemGroup group, Item item) {}

    /**
     * Finds required items without an answer that whoever saved the form may not have been able to enter. Everybody else's save
     * is refused for them.
     *
     * @param study the study, which says who may see what
     * @param form the form
     * @param content what it says
     * @return the findings, {@code required:ITEM}, each a query to those who see the item
     */
    public List<Finding> unanswered(StudyDefinition study, FormInstance form, FormContent content) {
        if (required.isEmpty()) {
            return List.of();
        }
        Set<String> skipped = skipped(content);
        Set<String> answered = new TreeSet<>(content.values().keySet());
        answered.addAll(content.missing().keySet());
        return required.stream()
                .flatMap(each -> each.group().places(each.item().id(), answered).stream())
                .filter(key -> !answered.contains(key) && !skipped.contains(key))
                .map(key -> new Finding(
                        REQUIRED + key,
                        Severity.QUERY,
                        List.of(key),
                        key + " needs a value, and whoever saved the form could not enter it.",
                        "",
                        study.categoriesOf(form.event(), form.form(), key)))
                .toList();
    }

    /**
     * The error checks, to be run again later.
     *
     * @param study the study
     * @param place the event and form that they are run for
     * @return the checks
     */
    StandingChecks standing(StudyDefinition study, FormPlace place) {
        return new StandingChecks(study, place, checks);
    }

    /**
     * The forms besides the one at hand that the rules need to look at.
     *
     * @param study the study
     * @param event the event of the form at hand
     * @return events and forms; the event is {@code *} where any is meant
     */
    public Set<FormPlace> inputs(StudyDefinition study, String event) {
        Set<FormPlace> places = new HashSet<>(carrying.sources(study, event));
        checks.forEach(check -> places.addAll(check.inputForms(study, event)));
        return places;
    }

    /**
     * The categories that the forms and items which a check reads have now, besides its own form's.
     *
     * @param study the study in force
     * @param single the categories of single items
     * @param place the form that the finding is about
     * @param found the check as a finding names it
     * @return the categories; empty if the check is none of these rules, or names no other form and no item with a category
     */
    public Set<FormCategory> categories(StudyDefinition study, ItemCategories single, FormPlace place, String found) {
        Set<FormCategory> categories = new HashSet<>();
        List<CompiledCheck> known = checks.stream()
                .filter(each -> found.equals(each.check().id())
                        || found.startsWith(each.check().id() + "["))
                .toList();
        known.stream()
                .flatMap(each -> each.inputForms(study, place.event()).stream())
                .flatMap(input -> study.schedule().events().stream()
                        .filter(any -> input.event().equals(ItemPath.ANY_EVENT)
                                || input.event().equals(any.id()))
                        .flatMap(any -> study.categoryOf(any.id(), input.form()).stream()))
                .forEach(categories::add);
        known.forEach(each -> categories.addAll(each.itemCategories(study, single, place.form())));
        return categories;
    }
}
