package org.equipoise.ecrf.domain.study;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may see what was entered in a form of an event: the strictest category that any published version gives it. What one version
 * hid stays hidden also when a later one no longer asks for the form, whichever version it was entered under.
 *
 * <p>A form that the schedule gives no category of its own in an event has that of the form itself, so it takes part in a later
 * tightening of the form even if that version does not ask for it in the event.
 */
public final class StrictestCategories {
    private final Map<Place, FormCategory> places = new HashMap<>();
    private final Map<String, FormCategory> forms = new HashMap<>();

    private record Place(String event, String form) {}

    private StrictestCategories() {}

    /**
     * Collects the categories of forms.
     *
     * @param versions all versions of a study, oldest first
     * @return the strictest of each form in each event
     */
    public static StrictestCategories of(Collection<StudyDefinition> versions) {
        StrictestCategories strictest = new StrictestCategories();
        Set<Place> inheriting = new HashSet<>();
        versions.forEach(version -> strictest.add(version, inheriting));
        return strictest;
    }

    private void add(StudyDefinition version, Set<Place> inheriting) {
        version.forms().forEach(form -> forms.merge(form.id(), form.category(), StrictestCategories::stricter));
        Set<Place> asked = new HashSet<>();
        version.schedule()
                .events()
                .forEach(event -> event.forms().forEach(scheduled -> {
                    Place place = new Place(event.id(), scheduled.form());
                    asked.add(place);
                    version.categoryOf(event.id(), scheduled.form())
                            .ifPresent(category -> places.merge(place, category, StrictestCategories::stricter));
                    if (scheduled.category().isPresent()) {
                        inheriting.remove(place);
                    } else {
                        inheriting.add(place);
                    }
                }));
        inheriting.stream()
                .filter(place -> !asked.contains(place))
                .forEach(place -> version.form(place.form())
                        .ifPresent(form -> places.merge(place, form.category(), StrictestCategories::stricter)));
    }

    /** Of two that nobody reads both by one of them, which no publication lets follow each other, the most hidden one. */
    private static FormCategory stricter(FormCategory one, FormCategory other) {
        if (other.isNoLooserThan(one)) {
            return other;
        }
        return one.isNoLooserThan(other) ? one : FormCategory.PHARMACY;
    }

    /**
     * Who may see a form in an event.
     *
     * @param event the event's id
     * @param form the form's id
     * @return the category, or empty if no version asks for the form in the event
     */
    public Optional<FormCategory> of(String event, String form) {
        return Optional.ofNullable(places.get(new Place(event, form)));
    }

    /**
     * Who may see a form where no event says otherwise.
     *
     * @param form the form's id
     * @return the category, or empty if no version has the form
     */
    public Optional<FormCategory> of(String form) {
        return Optional.ofNullable(forms.get(form));
    }
}
