package org.equipoise.ecrf.application;

import java.util.Map;
import java.util.Optional;
import org.equipoise.ecrf.domain.form.FormInstance;
import org.equipoise.platform.http.IdempotencyKey;

/**
 * A save.
 *
 * @param expected the revision that is changed; 0 if the form is entered for the first time
 * @param requestKey lets the same save be sent again
 * @param attended whether somebody is there who can be asked why a warning is to be passed over; otherwise it becomes a query
 */
public record SaveCommand(
        String study,
        String subject,
        FormInstance instance,
        int expected,
        Optional<String> requestKey,
        EntryData data,
        boolean attended) {
    /** A save by somebody at the form. */
    public SaveCommand(
            String study,
            String subject,
            FormInstance instance,
            int expected,
            Optional<String> requestKey,
            EntryData data) {
        this(study, subject, instance, expected, requestKey, data, true);
    }

    Optional<RequestStamp> stamp() {
        String path = study + "/" + subject + "/" + instance;
        return requestKey.map(key -> new RequestStamp(
                key, IdempotencyKey.fingerprint("PUT", path, Map.of("expected", expected, "data", data))));
    }
}
