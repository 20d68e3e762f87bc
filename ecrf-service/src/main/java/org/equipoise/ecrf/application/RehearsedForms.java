package org.equipoise.ecrf.application;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.rules.FormPlace;

/**
 * What a file would have saved by now, so that its later lines are checked as if it had been. Only revisions of forms whose own rules
 * look at the same form elsewhere are kept: a file is about one form, and no other line would notice the rest.
 */
final class RehearsedForms {
    private final Map<String, List<StoredRevision>> bySubject = new HashMap<>();

    List<StoredRevision> of(String subject) {
        return bySubject.getOrDefault(subject, List.of());
    }

    void add(CompiledStudy study, StoredRevision rehearsed) {
        FormInstance instance = rehearsed.revision().instance();
        boolean matters = study.rules().dependencies().on(new FormPlace(instance.event(), instance.form())).stream()
                .anyMatch(place -> place.form().equals(instance.form()));
        if (matters) {
            bySubject
                    .computeIfAbsent(rehearsed.revision().subject(), subject -> new ArrayList<>())
                    .add(rehearsed);
        }
    }
}
