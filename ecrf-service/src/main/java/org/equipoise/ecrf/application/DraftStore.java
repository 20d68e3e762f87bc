package org.equipoise.ecrf.application;

import java.time.Instant;
import java.util.Optional;
import org.equipoise.ecrf.domain.form.FormInstance;

/** Drafts, one for each person and form. */
public interface DraftStore {
    /** Keeps the draft instead of the person's earlier one. */
    void put(Draft draft);

    Optional<Draft> find(Key key);

    void delete(Key key);

    /** Deletes a draft unless it was begun from a later revision, or written after an instant. */
    void deleteUntil(Key key, int baseRevision, Instant until);

    /** Whose draft of which form. */
    record Key(String study, String subject, FormInstance instance, String owner) {
        static Key of(Draft draft) {
            return new Key(draft.study(), draft.subject(), draft.instance(), draft.owner());
        }
    }
}
