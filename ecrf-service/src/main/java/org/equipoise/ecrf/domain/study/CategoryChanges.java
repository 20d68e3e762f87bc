package org.equipoise.ecrf.domain.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a new version of a study changes about who may see what. Data keep no category of their own: they are shown by that of the
 * version in force, so a new version could open to a rater what was hidden when it was entered.
 */
public final class CategoryChanges {
    private CategoryChanges() {}

    /**
     * Forms that more people would see than under an earlier version: by themselves, in an event that both versions have, or in a
     * new event after they left another.
     *
     * @param earlier the earlier version
     * @param next the new version
     * @return an error for each form, and for each form in an event, whose category is looser; empty if none is
     */
    public static List<DefinitionError> loosened(StudyDefinition earlier, StudyDefinition next) {
        List<DefinitionError> errors = new ArrayList<>();
        for (Form form : next.forms()) {
            earlier.form(form.id()).ifPresent(before -> {
                if (!form.category().isNoLooserThan(before.category())) {
                    errors.add(error("/forms/" + form.id() + "/category", form.category(), before.category(), earlier));
                }
                items(before, form, earlier, next).forEach(errors::add);
            });
        }
        for (StudyEvent event : next.schedule().events()) {
            for (ScheduledForm scheduled : event.forms()) {
                FormCategory now = next.categoryOf(event.id(), scheduled.form()).orElse(FormCategory.GENERAL);
                earlier.categoryOf(event.id(), scheduled.form())
                        .filter(before -> !now.isNoLooserThan(before))
                        .ifPresent(
                                before -> errors.add(error(path(event.id(), scheduled.form()), now, before, earlier)));
            }
        }
        for (StudyEvent event : earlier.schedule().events()) {
            for (ScheduledForm scheduled : event.forms()) {
                if (next.categoryOf(event.id(), scheduled.form()).isEmpty()) {
                    moved(event, scheduled.form(), earlier, next).forEach(errors::add);
                }
            }
        }
        return errors;
    }

    /**
     * Forms that a new version asks for in an event and shows to more people than what was entered there may be shown to: an event
     * that gets a form back whose category became stricter while it was gone.
     *
     * @param strictest the categories of all earlier versions
     * @param next the new version
     * @return an error for each form in an event whose category is looser; empty if none is
     */
    public static List<DefinitionError> reopened(StrictestCategories strictest, StudyDefinition next) {
        List<DefinitionError> errors = new ArrayList<>();
        next.schedule()
                .events()
                .forEach(event -> event.forms()
                        .forEach(scheduled -> strictest
                                .of(event.id(), scheduled.form())
                                .ifPresent(hidden -> next.categoryOf(event.id(), scheduled.form())
                                        .filter(now -> !now.isNoLooserThan(hidden))
                                        .ifPresent(now -> errors.add(new DefinitionError(
                                                path(event.id(), scheduled.form()),
                                                now.code(),
                                                hidden.code() + ", by which data entered there are hidden now"))))));
        return errors;
    }

    private static String path(String event, String form) {
        return "/schedule/events/" + event + "/forms/" + form + "/category";
    }

    /** A form that left an event could come back in one of another id, as if nothing had been hidden. */
    private static Stream<DefinitionError> moved(
            StudyEvent from, String form, StudyDefinition earlier, StudyDefinition next) {
        FormCategory before = earlier.categoryOf(from.id(), form).orElse(FormCategory.GENERAL);
        return next.schedule().events().stream()
                .filter(event -> earlier.schedule().event(event.id()).isEmpty())
                .flatMap(event -> next
                        .categoryOf(event.id(), form)
                        .filter(now -> !now.isNoLooserThan(before))
                        .map(now -> new DefinitionError(
                                path(event.id(), form),
                                now.code(),
                                before.code() + " as in the event " + from.id() + " of version " + earlier.version()
                                        + ", from which the form is gone; or keep the form in that event as well"))
                        .stream());
    }

    /**
     * An earlier version with the categories that are in force: a subject that stays under it is shown no more than the later
     * versions since allow, also of forms that the latest no longer asks for.
     *
     * @param earlier the version that the subject follows
     * @param latest the version in force
     * @param strictest the categories of all versions
     * @return the earlier version, each of whose forms, by itself and in each event, has the strictest category
     */
    public static StudyDefinition inForce(
            StudyDefinition earlier, StudyDefinition latest, StrictestCategories strictest) {
        List<StudyEvent> events = earlier.schedule().events().stream()
                .map(event -> new StudyEvent(
                        event.id(),
                        event.name(),
                        event.anchor(),
                        event.target(),
                        event.window(),
                        event.expected(),
                        event.doseDay(),
                        event.unscheduled(),
                        event.repeating(),
                        event.repetition(),
                        event.missedAfter(),
                        event.onlyIf(),
                        event.forms().stream()
                                .map(scheduled -> new ScheduledForm(
                                        scheduled.form(),
                                        strictest
                                                .of(event.id(), scheduled.form())
                                                .or(scheduled::category),
                                        scheduled.required(),
                                        scheduled.readings()))
                                .toList()))
                .toList();
        List<Form> forms = earlier.forms().stream()
                .map(form -> new Form(
                        form.id(),
                        form.name(),
                        strictest.of(form.id()).orElse(form.category()),
                        form.repeating(),
                        form.instrument(),
                        groups(form, latest.form(form.id())),
                        form.editChecks(),
                        form.signedIndependentlyOf(),
                        form.laboratory()))
                .toList();
        return new StudyDefinition(
                earlier.study(),
                earlier.version(),
                earlier.shortTitle(),
                earlier.plannedSubjects(),
                earlier.sites(),
                earlier.eligibility(),
                earlier.withdrawal(),
                earlier.missingReasons(),
                earlier.conduct(),
                new Schedule(earlier.schedule().anchors(), events),
                forms);
    }

    private static List<ItemGroup> groups(Form form, Optional<Form> latest) {
        boolean hides = latest.stream()
                .flatMap(later -> later.items().stream())
                .anyMatch(item -> item.category().isPresent());
        return !hides
                ? form.itemGroups()
                : form.itemGroups().stream()
                        .map(group -> new ItemGroup(
                                group.id(),
                                group.name(),
                                group.rows(),
                                group.items().stream()
                                        .map(item -> item.hiddenAs(latest.flatMap(later -> later.item(item.id()))
                                                .flatMap(Item::category)))
                                        .toList()))
                        .toList();
    }

    /** Items that more people would see among those who see the form. */
    private static Stream<DefinitionError> items(Form before, Form now, StudyDefinition earlier, StudyDefinition next) {
        Set<FormCategory> shown = next.categoriesOf(now.id());
        return now.items().stream().flatMap(item -> {
            FormCategory own = item.category().orElse(now.category());
            return before
                    .item(item.id())
                    .flatMap(Item::category)
                    .filter(hidden -> !own.isNoLooserThan(hidden)
                            && shown.stream().anyMatch(form -> !form.isNoLooserThan(hidden)))
                    .map(hidden ->
                            error("/forms/" + now.id() + "/items/" + item.id() + "/category", own, hidden, earlier))
                    .stream();
        });
    }

    private static DefinitionError error(String path, FormCategory now, FormCategory before, StudyDefinition earlier) {
        return new DefinitionError(
                path,
                now.code(),
                before.code() + " as in version " + earlier.version()
                        + ", or a category that nobody reads who may not read that one: entered data must stay hidden"
                        + " from whom they were hidden");
    }
}
