package org.equipoise.stats.application;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps closed analyses, sealed, for ever. */
public interface AnalysisStore {

    /**
     * Stores an analysis, its key of arms, the idempotency record and the closed audit entry in one transaction.
     *
     * @param known how many analyses of the study the result takes into account
     * @return the analysis now stored under the idempotency key: this one, or the one of a request that came first
     * @throws org.equipoise.platform.problem.Refusal {@code state-conflict} if another analysis was stored meanwhile
     */
    StoredRun insert(ClosedResult result, ArmKey key, RunRequest request, int known);

    Optional<StoredRun> findByKey(String study, String idempotencyKey);

    Optional<ClosedResult> find(String study, UUID analysis);

    Optional<ArmKey> findKey(String study, UUID analysis);

    /** All analyses of a study, oldest first. */
    List<ClosedResult> all(String study);

    /** A page of analyses, oldest first. */
    List<ClosedResult> page(String study, Optional<UUID> after, int limit);

    /** The request behind an analysis: the caller's key for it and the fingerprint of its content. */
    record RunRequest(String idempotencyKey, String fingerprint) {}

    record StoredRun(ClosedResult result, String fingerprint) {}
}
