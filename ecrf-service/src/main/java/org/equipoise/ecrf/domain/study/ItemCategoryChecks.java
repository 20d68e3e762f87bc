package org.equipoise.ecrf.domain.study;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Checks that items of a category of their own can be hidden: that nothing which all readers of a form are told is read from them.
 *
 * <ul>
 *   <li>Whoever reads pharmacy data reads nothing else, so that no item can be of both.
 *   <li>The rows of a repeating group are seen whole: otherwise who moves a row would leave the hidden part of it behind.
 *   <li>Anchors, eligibility, strata, withdrawal, participation, adverse events, reporting clocks and relapses are told to all
 *       who see the form that they are read from, or to everyone.
 * </ul>
 */
public final class ItemCategoryChecks {
    /** What is expected where the value of an item is told to all who see its form. */
    public static final String EVERYBODY =
            "an item that all who see its form may see: what is read from it here is told to them";

    private final StudyDefinition study;
    private final List<DefinitionError> errors = new ArrayList<>();

    private ItemCategoryChecks(StudyDefinition study) {
        this.study = study;
    }

    static List<DefinitionError> errors(StudyDefinition study) {
        if (study.forms().stream()
                .flatMap(form -> form.items().stream())
                .noneMatch(item -> item.category().isPresent())) {
            return List.of();
        }
        ItemCategoryChecks checks = new ItemCategoryChecks(study);
        study.forms().forEach(checks::form);
        study.schedule().anchors().forEach((name, source) -> {
            if (source instanceof AnchorSource.AtItem item) {
                checks.told("/schedule/anchors/" + name, item.path());
            }
        });
        study.eligibility()
                .ifPresent(eligibility -> eligibility
                        .strata()
                        .forEach(stratum ->
                                checks.told("/eligibility/strata/" + stratum.factor() + "/source", stratum.source())));
        study.withdrawal()
                .ifPresent(withdrawal -> checks.told("/withdrawal/date", withdrawal.form(), withdrawal.date()));
        checks.conduct(study.conduct());
        return checks.errors;
    }

    /**
     * Tells whether somebody who sees a form does not see one of its items.
     *
     * @param study the study
     * @param form the form's id
     * @param item the item's id
     * @return true if a category of the form is read by somebody who does not read the item's own
     */
    public static boolean hides(StudyDefinition study, String form, String item) {
        return own(study, form, item)
                .filter(own -> study.categoriesOf(form).stream().anyMatch(shown -> !shown.isNoLooserThan(own)))
                .isPresent();
    }

    /**
     * Tells whether somebody who sees an item does not see another one of the same form.
     *
     * @param study the study
     * @param form the form's id
     * @param shown the item that is seen
     * @param read the item that it is computed from, or that decides whether it is asked
     * @return true if the first would tell somebody what the second says
     */
    public static boolean tells(StudyDefinition study, String form, String shown, String read) {
        Optional<FormCategory> target = own(study, form, shown);
        return hides(study, form, read)
                && own(study, form, read)
                        .filter(source ->
                                target.filter(own -> own.isNoLooserThan(source)).isEmpty())
                        .isPresent();
    }

    private static Optional<FormCategory> own(StudyDefinition study, String form, String item) {
        return study.form(form).flatMap(known -> known.item(item)).flatMap(Item::category);
    }

    private void form(Form form) {
        Set<FormCategory> shown = new HashSet<>(study.categoriesOf(form.id()));
        for (Item item : form.items()) {
            item.category()
                    .filter(own -> shown.stream()
                            .anyMatch(of -> (of == FormCategory.PHARMACY) != (own == FormCategory.PHARMACY)))
                    .ifPresent(own -> wrong(
                            "/forms/" + form.id() + "/items/" + item.id() + "/category",
                            own.code(),
                            "a category that readers of the form may read: who reads pharmacy reads nothing else"));
        }
        form.itemGroups().stream()
                .filter(ItemGroup::isRepeating)
                .filter(group ->
                        group.items().stream().map(Item::category).distinct().count() > 1)
                .forEach(group -> wrong(
                        "/forms/" + form.id() + "/itemGroups/" + group.id() + "/category",
                        group.items().stream()
                                .flatMap(item -> item.category().stream())
                                .map(FormCategory::code)
                                .collect(Collectors.toCollection(TreeSet::new)),
                        "one category for all items of a repeating group: its rows are seen whole or not at all"));
    }

    private void conduct(ConductDefinition conduct) {
        conduct.participation().ifPresent(participation -> {
            told("/participation/date", participation.form(), participation.date());
            told("/participation/reason", participation.form(), participation.reason());
        });
        conduct.safety().adverseEvents().ifPresent(this::adverseEvents);
        conduct.safety().clocks().forEach(clock -> {
            String path = "/safety/clocks/" + clock.id() + "/";
            told(path + "starts", clock.form(), Optional.of(clock.starts()));
            told(path + "stops", clock.form(), Optional.of(clock.stops()));
            clock.calledForBy().ifPresent(cause -> {
                told(path + "calledForBy/number", clock.form(), Optional.of(cause.number()));
                told(path + "calledForBy/starts", cause.form(), cause.starts());
            });
        });
        conduct.relapse().ifPresent(relapse -> {
            told(
                    "/relapse/score/item",
                    relapse.score().form(),
                    Optional.of(relapse.score().item()));
            told("/relapse/score/at", relapse.score().form(), relapse.score().at());
            relapse.events()
                    .forEach(single -> told("/relapse/events/" + single.id() + "/at", single.form(), single.at()));
        });
    }

    private void adverseEvents(SafetyDefinition.AdverseEventForm events) {
        String path = "/safety/adverseEvents/";
        told(path + "term", events.form(), Optional.of(events.term()));
        told(path + "start", events.form(), Optional.of(events.start()));
        told(path + "startDate", events.form(), events.startDate());
        told(path + "serious", events.form(), Optional.of(events.serious()));
        events.criteria().forEach(item -> told(path + "criteria/" + item, events.form(), Optional.of(item)));
        told(path + "expected", events.form(), events.expected());
        told(path + "special", events.form(), events.special());
        events.dose().ifPresent(dose -> told(path + "dose", dose));
    }

    private void told(String path, ItemPath item) {
        told(path, item.form(), Optional.of(item.item()));
    }

    private void told(String path, String form, Optional<String> item) {
        item.filter(named -> hides(study, form, named)).ifPresent(named -> wrong(path, named, EVERYBODY));
    }

    private void wrong(String path, Object value, String expected) {
        errors.add(new DefinitionError(path, value.toString(), expected));
    }
}
