package org.equipoise.ecrf.domain.schedule;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.equipoise.ecrf.domain.form.Casebook;
import org.equipoise.ecrf.domain.form.FormContent;
import org.equipoise.ecrf.domain.form.ItemValue;
import org.equipoise.ecrf.domain.study.AnchorSource;
import org.equipoise.ecrf.domain.study.FormCategory;
import org.equipoise.ecrf.domain.study.ItemCategories;
import org.equipoise.ecrf.domain.study.Schedule;
import org.equipoise.ecrf.domain.study.StudyDefinition;
import org.equipoise.ecrf.domain.study.StudyEvent;

/**
 * The instants that a subject's windows are measured from. They are always computed from the present data and stored nowhere
 * else, so that a corrected start of infusion moves every window that depends on it.
 *
 * @param instants the known anchors by name
 */
public record Anchors(Map<String, Instant> instants) {
    /** Copies the map, sorted by name. */
    public Anchors {
        instants = Collections.unmodifiableMap(new TreeMap<>(instants));
    }

    /**
     * Computes the anchors.
     *
     * @param schedule where each anchor comes from
     * @param casebook the subject's present data
     * @return all anchors whose source has a value
     */
    public static Anchors of(Schedule schedule, Casebook casebook) {
        Map<String, Instant> instants = new TreeMap<>();
        schedule.anchors().forEach((name, source) -> instant(source, casebook).ifPresent(at -> instants.put(name, at)));
        return new Anchors(instants);
    }

    /**
     * The instant of an anchor.
     *
     * @param name the anchor's name
     * @return its instant, or empty while it is unknown
     */
    public Optional<Instant> at(String name) {
        return Optional.ofNullable(instants.get(name));
    }

    /**
     * What somebody may know of these. An instant is told to who sees all that it is read from, and to who sees a form of an event
     * that is measured from it, because the form's window says it anyway. All others would learn from it what they may not see: the
     * end of an infusion tells that it was stopped or paused.
     *
     * @param study the study, with the categories that are in force
     * @param items the items that have a category of their own
     * @param sees whether the reader sees a category
     * @return the anchors that the reader may know
     */
    public Anchors seen(StudyDefinition study, ItemCategories items, Predicate<FormCategory> sees) {
        Map<String, Instant> seen = new TreeMap<>(instants);
        seen.keySet()
                .removeIf(name -> !isMeasuredFrom(study, name, sees)
                        && !Optional.ofNullable(study.schedule().anchors().get(name))
                                .map(source -> isSeen(source, study, items, sees))
                                .orElse(false));
        return new Anchors(seen);
    }

    private static boolean isSeen(
            AnchorSource source, StudyDefinition study, ItemCategories items, Predicate<FormCategory> sees) {
        if (source instanceof AnchorSource.AtItem item) {
            boolean form = study.categoryOf(source.event(), item.path().form())
                    .filter(sees)
                    .isPresent();
            return form
                    && items.of(item.path().form(), item.path().item()).stream().allMatch(sees);
        }
        return study.schedule().event(source.event()).stream()
                .allMatch(event -> shown(study, event).allMatch(sees));
    }

    private static boolean isMeasuredFrom(StudyDefinition study, String name, Predicate<FormCategory> sees) {
        return study.schedule().events().stream()
                .filter(event -> event.anchor().filter(name::equals).isPresent()
                        || event.expected().stream()
                                .map(StudyEvent.Expected::anchor)
                                .anyMatch(name::equals))
                .anyMatch(event -> shown(study, event).anyMatch(sees));
    }

    private static Stream<FormCategory> shown(StudyDefinition study, StudyEvent event) {
        return event.forms().stream().flatMap(form -> study.categoryOf(event.id(), form.form()).stream());
    }

    private static Optional<Instant> instant(AnchorSource source, Casebook casebook) {
        if (source instanceof AnchorSource.AtItem item) {
            return casebook.value(item.path())
                    .filter(ItemValue.DateTimeValue.class::isInstance)
                    .map(value -> ((ItemValue.DateTimeValue) value).value());
        }
        return casebook.contentsOf(source.event()).map(FormContent::occurredAt).min(Instant::compareTo);
    }
}
