package org.equipoise.ecrf.domain.study;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks that the parts of a study fit together: ids are unique, and whatever one part names exists in another.
 *
 * <p>Expressions are not looked into here; compiling them reports their own errors.
 */
public final class DefinitionChecks {
    private final StudyDefinition study;
    private final List<DefinitionError> errors = new ArrayList<>();

    private DefinitionChecks(StudyDefinition study) {
        this.study = study;
    }

    /**
     * Checks a definition.
     *
     * @param study the definition
     * @return everything that does not fit; empty if all does
     */
    public static List<DefinitionError> errors(StudyDefinition study) {
        DefinitionChecks checks = new DefinitionChecks(study);
        checks.unique("/sites", study.sites(), Site::id);
        checks.unique("/forms", study.forms(), Form::id);
        checks.unique("/schedule/events", study.schedule().events(), StudyEvent::id);
        study.schedule().anchors().forEach(checks::anchor);
        study.schedule().events().forEach(checks::event);
        study.schedule().events().stream().filter(StudyEvent::unscheduled).forEach(checks::shownOnADoseDay);
        study.forms().forEach(checks::form);
        study.eligibility().ifPresent(checks::eligibility);
        study.withdrawal().ifPresent(checks::withdrawal);
        checks.errors.addAll(ConductChecks.errors(study));
        checks.errors.addAll(ItemCategoryChecks.errors(study));
        return List.copyOf(checks.errors);
    }

    private void anchor(String name, AnchorSource source) {
        String path = "/schedule/anchors/" + name;
        if (source instanceof AnchorSource.AtItem item) {
            Optional<ItemType> type = study.item(item.path()).map(Item::type);
            if (type.isEmpty() || type.get() != ItemType.DATETIME) {
                wrong(path, item.path(), "an item of type datetime of a form that the event asks for");
            }
        } else if (study.schedule().event(source.event()).isEmpty()) {
            wrong(path, source.event(), "an event of the schedule, or EVENT/FORM/ITEM");
        }
    }

    private void event(StudyEvent event) {
        String path = "/schedule/events/" + event.id();
        event.anchor()
                .filter(anchor -> !study.schedule().anchors().containsKey(anchor))
                .ifPresent(anchor -> wrong(
                        path + "/anchor",
                        anchor,
                        "one of " + study.schedule().anchors().keySet()));
        event.expected().forEach(expected -> expected(event, expected, path + "/expected"));
        if (event.anchor().isEmpty()
                && (event.window().isPresent() || event.target().isPresent())) {
            wrong(path + "/anchor", "nothing", "the anchor that target and window are measured from");
        }
        unique(path + "/forms", event.forms(), ScheduledForm::form);
        event.forms().stream()
                .filter(entry -> study.form(entry.form()).isEmpty())
                .forEach(
                        entry -> wrong(path + "/forms/" + entry.form(), entry.form(), "the id of a form of the study"));
    }

    private void expected(StudyEvent event, StudyEvent.Expected expected, String path) {
        if (event.anchor().isEmpty()
                || event.anchor().equals(Optional.of(expected.anchor()))
                || !study.schedule().anchors().containsKey(expected.anchor())) {
            wrong(
                    path + "/anchor",
                    expected.anchor(),
                    "an anchor of the schedule other than the event's own, which it must have");
        }
        if (expected.binding() && study.schedule().beginning(event).isEmpty()) {
            wrong(
                    path + "/binding",
                    true,
                    "no binding expectation: only an event one of whose own items is its anchor begins in or outside"
                            + " one");
        }
    }

    private void form(Form form) {
        form.signedIndependentlyOf().stream()
                .filter(other -> study.form(other).isEmpty())
                .sorted()
                .forEach(other -> wrong(
                        "/forms/" + form.id() + "/signedIndependentlyOf", other, "the id of a form of the study"));
        String path = "/forms/" + form.id();
        unique(path + "/items", form.items(), Item::id);
        unique(path + "/itemGroups", form.itemGroups(), ItemGroup::id);
        form.items().stream()
                .filter(item -> ItemPath.RESERVED.contains(item.id()))
                .forEach(item -> wrong(
                        path + "/items/" + item.id(), item.id(), "another id: rules know something else by this one"));
        unique(path + "/editChecks", form.editChecks(), EditCheck::id);
        form.items().forEach(item -> item.carried().ifPresent(rule -> carried(form, item, rule)));
        namesOfGroups(form);
        form.editChecks().forEach(check -> editCheck(form, path + "/editChecks/" + check.id(), check));
    }

    /** A repeating group is a variable of rules beside the form's items. */
    private void namesOfGroups(Form form) {
        form.itemGroups().stream()
                .filter(group -> group.isRepeating() && form.item(group.id()).isPresent())
                .forEach(group -> wrong(
                        "/forms/" + form.id() + "/itemGroups/" + group.id(),
                        group.id(),
                        "an id that no item of the form has, since rules name the group by it"));
    }

    private void carried(Form form, Item item, CarryRule rule) {
        String path = "/forms/" + form.id() + "/items/" + item.id() + "/carried";
        if (item.isDerived() || form.repeatingGroup(item.id()).isPresent()) {
            wrong(path, rule.from(), "no carried value at an item that is derived or stands in a repeating group");
        }
        Optional<ItemType> type = study.item(rule.from()).map(Item::type);
        if (!type.equals(Optional.of(item.type()))) {
            wrong(
                    path + "/from",
                    rule.from(),
                    "EVENT/FORM/ITEM of type " + item.type().code());
        }
        study.schedule().events().stream()
                .filter(event -> shows(event, form, item, rule))
                .findFirst()
                .ifPresent(event -> wrong(
                        path + "/from",
                        rule.from(),
                        "an item that all who read " + event.id() + "/" + form.id() + "/" + item.id()
                                + " may read: there the value comes from "
                                + study.resolve(rule.from(), event.id()) + ", and would be shown to them"));
    }

    /** Whether a carried value would be seen, in an event, by somebody who may not see where it comes from. */
    private boolean shows(StudyEvent event, Form form, Item item, CarryRule rule) {
        ItemPath from = study.resolve(rule.from(), event.id());
        Set<FormCategory> target = study.categoriesOf(event.id(), form.id(), item.id());
        return event.scheduled(form.id()).isPresent()
                && study.categoriesOf(from.event(), from.form(), from.item()).stream()
                        .anyMatch(hidden -> target.stream().noneMatch(shown -> shown.isNoLooserThan(hidden)));
    }

    private void editCheck(Form form, String path, EditCheck check) {
        for (String item : check.items()) {
            if (form.item(item).isEmpty()) {
                wrong(path + "/items", item, "an item of the form " + form.id());
            }
        }
        for (Map.Entry<String, ItemPath> input : check.inputs().entrySet()) {
            String at = path + "/inputs/" + input.getKey();
            if (form.item(input.getKey()).isPresent()) {
                wrong(at, input.getKey(), "a name that no item of the form has");
            }
            if (!isFound(form, input.getValue())) {
                wrong(
                        at,
                        input.getValue(),
                        "EVENT/FORM/ITEM of the schedule, ./FORM/ITEM of an event with both forms, or */FORM/ITEM");
            }
        }
        unblinding(form, path, check);
        Set<String> quantified = check.inputs().values().stream()
                .filter(ItemPath::isInAnyEvent)
                .map(ItemPath::form)
                .collect(Collectors.toCollection(TreeSet::new));
        if (quantified.size() > 1) {
            wrong(path + "/inputs", String.join(", ", quantified), "inputs of any event (*) from one form only");
        }
    }

    /**
     * An unscheduled event can happen on a dose day. A form that is hidden at the visits of one would show there what it says at them.
     */
    private void shownOnADoseDay(StudyEvent event) {
        event.forms()
                .forEach(scheduled -> study.categoryOf(event.id(), scheduled.form())
                        .ifPresent(own -> study.schedule().events().stream()
                                .filter(StudyEvent::doseDay)
                                .flatMap(visit -> study.categoryOf(visit.id(), scheduled.form()).stream())
                                .filter(hidden -> hidden == FormCategory.DOSE_DAY || hidden == FormCategory.SAFETY)
                                .filter(hidden -> own != FormCategory.PHARMACY && !own.isNoLooserThan(hidden))
                                .findFirst()
                                .ifPresent(hidden -> wrong(
                                        "/schedule/events/" + event.id() + "/forms/" + scheduled.form() + "/category",
                                        own.code(),
                                        hidden.code() + " as at the visits of a dose day, on which this event may"
                                                + " happen as well"))));
    }

    /** What a check finds is stored and exported with its form, whose readers would learn what the pharmacist wrote. */
    private void unblinding(Form form, String path, EditCheck check) {
        check.inputs()
                .forEach((name, input) -> study.schedule().events().stream()
                        .filter(event -> study.categoryOf(event.id(), form.id())
                                .filter(own -> own != FormCategory.PHARMACY)
                                .isPresent())
                        .filter(event -> isPharmacy(input, event.id()))
                        .findFirst()
                        .ifPresent(event -> wrong(
                                path + "/inputs/" + name,
                                input,
                                "a form that is not of the category pharmacy, or the check at a form that is: in the"
                                        + " event "
                                        + event.id() + " this check would tell the readers of " + form.id()
                                        + " what the pharmacy data say")));
    }

    private boolean isPharmacy(ItemPath input, String event) {
        Stream<ItemPath> meant = input.isInAnyEvent()
                ? study.schedule().events().stream().map(any -> input.in(any.id()))
                : Stream.of(study.resolve(input, event));
        return meant.flatMap(path -> study.categoryOf(path.event(), path.form()).stream())
                .anyMatch(FormCategory.PHARMACY::equals);
    }

    private boolean isFound(Form form, ItemPath path) {
        if (path.isInAnyEvent()) {
            return study.schedule().events().stream()
                    .anyMatch(event -> study.item(path.in(event.id())).isPresent());
        }
        return study.item(path).isPresent()
                || study.schedule().events().stream()
                        .filter(event -> event.scheduled(form.id()).isPresent())
                        .anyMatch(event ->
                                study.item(study.resolve(path, event.id())).isPresent());
    }

    private void withdrawal(WithdrawalDefinition withdrawal) {
        if (study.categoryOf(withdrawal.event(), withdrawal.form()).isEmpty()) {
            wrong(
                    "/withdrawal/form",
                    withdrawal.event() + "/" + withdrawal.form(),
                    "a form that the event of the schedule asks for");
        }
        withdrawal.date().ifPresent(item -> {
            Optional<ItemType> type = study.form(withdrawal.form())
                    .flatMap(form -> form.item(item))
                    .map(Item::type);
            if (type.filter(found -> found == ItemType.DATE || found == ItemType.DATETIME)
                    .isEmpty()) {
                wrong("/withdrawal/date", item, "an item of type date or datetime of the form " + withdrawal.form());
            }
        });
        withdrawal.stillEntered().stream()
                .filter(form -> study.form(form).isEmpty())
                .sorted()
                .forEach(form -> wrong("/withdrawal/stillEntered/" + form, form, "the id of a form of the study"));
    }

    private void eligibility(EligibilityDefinition eligibility) {
        if (study.categoryOf(eligibility.event(), eligibility.form()).isEmpty()) {
            wrong(
                    "/eligibility/form",
                    eligibility.event() + "/" + eligibility.form(),
                    "a form that the event of the schedule asks for");
        }
        unique("/eligibility/strata", eligibility.strata(), EligibilityDefinition.Stratification::factor);
        for (EligibilityDefinition.Stratification stratum : eligibility.strata()) {
            String path = "/eligibility/strata/" + stratum.factor();
            if (study.item(stratum.source()).isEmpty()) {
                wrong(path + "/source", stratum.source(), "EVENT/FORM/ITEM of the schedule");
            }
            unique(path + "/levels", stratum.levels(), EligibilityDefinition.Level::code);
        }
    }

    private <T> void unique(String path, List<T> things, Function<T, String> id) {
        Set<String> seen = new HashSet<>();
        String twice = things.stream()
                .map(id)
                .filter(each -> !seen.add(each))
                .distinct()
                .collect(Collectors.joining(", "));
        if (!twice.isEmpty()) {
            wrong(path, twice, "each id once");
        }
    }

    private void wrong(String path, Object value, String expected) {
        errors.add(new DefinitionError(path, value.toString(), expected));
    }
}
