package org.equipoise.ecrf.application;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.ecrf.domain.study.HiddenItems;

/**
 * What somebody has typed into a form and not saved. It is not data: no check, list, export or other person sees it.
 *
 * @param owner id of the person whose draft it is
 * @param baseRevision the revision that the person sees; 0 if the form was not entered
 * @param entry what was typed, perhaps unreadable or not complete
 */
public record Draft(
        String study,
        String subject,
        FormInstance instance,
        String owner,
        int baseRevision,
        Typed entry,
        Instant savedAt) {

    /** What stands in the fields. */
    public record Typed(
            Map<String, Object> values,
            Map<String, String> missing,
            Map<String, String> warningReasons,
            Optional<String> occurredAt,
            Optional<String> windowReason,
            Optional<String> reasonForChange) {
        public Typed {
            values = Collections.unmodifiableMap(new TreeMap<>(values));
            missing = Collections.unmodifiableMap(new TreeMap<>(missing));
            warningReasons = Collections.unmodifiableMap(new TreeMap<>(warningReasons));
        }
    }

    /** The draft without what its author has come to see no more. */
    Draft without(HiddenItems hidden) {
        if (hidden.isEmpty()) {
            return this;
        }
        Map<String, Object> values = new TreeMap<>(entry.values());
        values.keySet().removeIf(hidden::hides);
        Map<String, String> missing = new TreeMap<>(entry.missing());
        missing.keySet().removeIf(hidden::hides);
        Typed seen = new Typed(
                values,
                missing,
                entry.warningReasons(),
                entry.occurredAt(),
                entry.windowReason(),
                entry.reasonForChange());
        return new Draft(study, subject, instance, owner, baseRevision, seen, savedAt);
    }
}
