package org.equipoise.ecrf.domain.study;

import java.util.List;
import java.util.Optional;

/**
 * One version of a study as data capture knows it. A published version never changes.
 *
 * @param study the study's id
 * @param version the version's name
 * @param shortTitle title that may be shown to everyone; it names no treatment
 * @param plannedSubjects how many subjects are to be randomized
 * @param sites the places that take part
 * @param eligibility how eligibility is decided; empty if another system decides
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
        Schedule schedule,
        List<Form> forms) {
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
     * Finds an item of a form in an event that asks for the form.
     *
     * @param path the item's place; its event is named
     * @return the item, or empty if any part of the path does not exist
     */
    public Optional<Item> item(ItemPath path) {
        return schedule.event(path.event())
                .flatMap(event -> event.scheduled(path.form()))
                .flatMap(entry -> form(entry.form()))
                .flatMap(form -> form.item(path.item()));
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
}
