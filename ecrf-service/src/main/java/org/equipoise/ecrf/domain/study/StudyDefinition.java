package org.equipoise.ecrf.domain.study;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One version of a study as data capture knows it. A published version never changes.
 *
 * @param study the study's id
 * @param version the version's name
 * @param shortTitle title that may be shown to everyone; it names no treatment
 * @param plannedSubjects how many subjects are to be randomized
 * @param sites the places that take part
 * @param eligibility how eligibility is decided; empty if another system decides
 * @param withdrawal how data say that consent was withdrawn; empty if the study does not say
 * @param missingReasons the reasons that may be given instead of a value, with what people read
 * @param conduct conditions, safety, participation and relapse
 * @param schedule events and anchors
 * @param forms all forms
 */
public record StudyDefinition(
        String study,
        String version,
        String shortTitle,
        int plannedSubjects,
        List<Site> sites,
        Optional<EligibilityDefinition> eligibility,
        Optional<WithdrawalDefinition> withdrawal,
        CodeList missingReasons,
        ConductDefinition conduct,
        Schedule schedule,
        List<Form> forms) {
    private static final List<Item> BESIDE_ITEMS = List.of(
            beside(ItemPath.OCCURRED_AT, "When it was observed", ItemType.DATETIME),
            beside(ItemPath.REPEAT, "Which repeat it is", ItemType.INTEGER));

    /** Copies sites and forms. */
    public StudyDefinition {
        sites = List.copyOf(sites);
        forms = List.copyOf(forms);
    }

    /**
     * Finds a form.
     *
     * @param id the form's id
     * @return the form, or empty if the study has none of that id
     */
    public Optional<Form> form(String id) {
        return forms.stream().filter(form -> form.id().equals(id)).findFirst();
    }

    /**
     * Finds a site.
     *
     * @param id the site's id
     * @return the site, or empty if the study has none of that id
     */
    public Optional<Site> site(String id) {
        return sites.stream().filter(site -> site.id().equals(id)).findFirst();
    }

    /**
     * Finds an item of a form in an event that asks for the form. An item of a repeating group has no single value, so that no
     * path leads to it.
     *
     * @param path the item's place; its event is named
     * @return the item, or empty if any part of the path does not exist
     */
    public Optional<Item> item(ItemPath path) {
        return schedule.event(path.event())
                .flatMap(event -> event.scheduled(path.form()))
                .flatMap(entry -> form(entry.form()))
                .flatMap(form -> item(form, path.item()));
    }

    /**
     * Finds what a rule may name of a form: an item, when the form was observed, or which repeat it is.
     *
     * @param form the form
     * @param name an item's id, {@link ItemPath#OCCURRED_AT} or {@link ItemPath#REPEAT}
     * @return the item, or empty if there is none
     */
    public static Optional<Item> item(Form form, String name) {
        return form.answered(name)
                .or(() -> BESIDE_ITEMS.stream()
                        .filter(item -> item.id().equals(name))
                        .findFirst());
    }

    private static Item beside(String id, String label, ItemType type) {
        return new Item(
                id,
                label,
                type,
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                new CodeList(List.of()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Where a path leads from a form at hand. {@code .} is that form's event. Inside a repetition of a cycle, an event's own
     * repetition comes first: from {@code D2_PLUS230}, {@code INFUSION/…} is {@code D2_INFUSION/…} if that event asks for the
     * form, and the event {@code INFUSION} only otherwise.
     *
     * @param path the path as the study writes it
     * @param current the event of the form at hand
     * @return a path whose event is named, or {@code *}
     */
    public ItemPath resolve(ItemPath path, String current) {
        if (path.isInSameEvent()) {
            return path.in(current);
        }
        return schedule.event(current)
                .flatMap(StudyEvent::repetition)
                .map(repetition -> path.in(repetition + "_" + path.event()))
                .filter(own -> schedule.event(own.event())
                        .flatMap(event -> event.scheduled(own.form()))
                        .isPresent())
                .orElse(path);
    }

    /**
     * Which repeat of a form a path means, seen from a form at hand: the same one if the event repeats as a whole, else the first.
     * In such an event the repeat of every form is the number of the visit, also of one that could repeat by itself.
     *
     * @param path a resolved path
     * @param current the form's event
     * @param repeat the form's repeat
     * @return the repeat, from 1
     */
    public int repeat(ItemPath path, String current, int repeat) {
        boolean together = path.event().equals(current)
                && schedule.event(current).filter(StudyEvent::repeating).isPresent();
        return together ? repeat : 1;
    }

    /**
     * Who may see a form in an event: what the schedule says, or else the form's own category.
     *
     * @param event the event's id
     * @param form the form's id
     * @return the category, or empty if the event does not ask for the form
     */
    public Optional<FormCategory> categoryOf(String event, String form) {
        return schedule.event(event)
                .flatMap(scheduledEvent -> scheduledEvent.scheduled(form))
                .flatMap(entry -> entry.category().or(() -> form(form).map(Form::category)));
    }

    /**
     * What one must see to see an item of a form in an event: the form, and the item's own category if it has one.
     *
     * @param event the event's id
     * @param form the form's id
     * @param key the item's id, or the key of a cell
     * @return the categories; of the item alone if the event does not ask for the form
     */
    public Set<FormCategory> categoriesOf(String event, String form, String key) {
        Set<FormCategory> categories = EnumSet.noneOf(FormCategory.class);
        categoryOf(event, form).ifPresent(categories::add);
        form(form)
                .flatMap(known -> known.item(CellKey.itemOf(key)))
                .flatMap(Item::category)
                .ifPresent(categories::add);
        return categories;
    }

    /**
     * The categories that a form has in the events that ask for it.
     *
     * @param form the form's id
     * @return those of all events, or the form's own if none asks for it
     */
    public Set<FormCategory> categoriesOf(String form) {
        Set<FormCategory> categories = EnumSet.noneOf(FormCategory.class);
        schedule.events().forEach(event -> categoryOf(event.id(), form).ifPresent(categories::add));
        if (categories.isEmpty()) {
            form(form).map(Form::category).ifPresent(categories::add);
        }
        return categories;
    }
}
