package org.equipoise.ecrf.application;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.equipoise.ecrf.application.RevisionStore.FormSelector;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.rules.FormPlace;
import org.equipoise.ecrf.domain.study.AnchorSource;
import org.equipoise.ecrf.domain.study.ItemPath;
import org.equipoise.ecrf.domain.study.Schedule;
import org.equipoise.ecrf.domain.study.StudyEvent;

/** Which forms have to be read for what. */
final class Selectors {
    private Selectors() {}

    static FormSelector first(FormPlace place) {
        if (place.event().equals(ItemPath.ANY_EVENT)) {
            return FormSelector.anywhere(place.form());
        }
        return FormSelector.of(new FormInstance(place.event(), place.form(), 1));
    }

    static FormSelector source(AnchorSource source) {
        return source instanceof AnchorSource.AtItem item
                ? first(new FormPlace(item.path().event(), item.path().form()))
                : FormSelector.inEvent(source.event());
    }

    /** What judges when a form of an event was completed. */
    static Set<FormSelector> judging(Schedule schedule, StudyEvent event, String form) {
        Set<FormSelector> selectors = new HashSet<>();
        schedule.judging(event, form).forEach(source -> selectors.add(source(source)));
        return selectors;
    }

    static Set<FormSelector> anchors(Schedule schedule) {
        Set<FormSelector> selectors = new HashSet<>();
        schedule.anchors().values().forEach(source -> selectors.add(source(source)));
        return selectors;
    }

    static Set<FormSelector> firsts(Collection<FormPlace> places) {
        Set<FormSelector> selectors = new HashSet<>();
        places.forEach(place -> selectors.add(first(place)));
        return selectors;
    }
}
