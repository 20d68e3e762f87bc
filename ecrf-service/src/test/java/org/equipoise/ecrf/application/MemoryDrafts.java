package org.equipoise.ecrf.application;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Drafts in memory, with the promises of the store. */
final class MemoryDrafts implements DraftStore {
    final Map<Key, Draft> drafts = new HashMap<>();

    @Override
    public void put(Draft draft) {
        drafts.put(Key.of(draft), draft);
    }

    @Override
    public Optional<Draft> find(Key key) {
        return Optional.ofNullable(drafts.get(key));
    }

    @Override
    public void deleteUntil(Key key, int baseRevision, Instant until) {
        drafts.computeIfPresent(
                key,
                (same, draft) ->
                        draft.baseRevision() > baseRevision || draft.savedAt().isAfter(until) ? draft : null);
    }

    @Override
    public void delete(Key key) {
        drafts.remove(key);
    }
}
