package org.equipoise.stats.persistence;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.application.AnalysisStore;
import org.equipoise.stats.application.ArmKey;
import org.equipoise.stats.application.ClosedResult;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class SealedAnalyses implements AnalysisStore {

    private static final String RESULT = "result";
    private static final String ARM_KEY = "arm-key";

    private final Transactions transactions;
    private final StudyKeys keys;
    private final AuditTrail audit;

    SealedAnalyses(Transactions transactions, StudyKeys keys, AuditTrail audit) {
        this.transactions = transactions;
        this.keys = keys;
        this.audit = audit;
    }

    @Override
    public StoredRun insert(ClosedResult result, ArmKey key, RunRequest request, int known) {
        String study = result.study();
        return transactions.runAlone(
                study,
                session -> keys.cipher(session, study)
                        .chain(cipher -> byKey(session, study, request.idempotencyKey())
                                .chain(first -> first != null
                                        ? Uni.createFrom().item(first)
                                        : requireNoOther(session, study, known)
                                                .chain(() -> add(session, seal(cipher, result, key, request), result)))
                                .map(row -> stored(cipher, row))));
    }

    @Override
    public Optional<StoredRun> findByKey(String study, String idempotencyKey) {
        return Optional.ofNullable(transactions.run(session -> keys.cipher(session, study)
                .chain(cipher ->
                        byKey(session, study, idempotencyKey).map(row -> row == null ? null : stored(cipher, row)))));
    }

    @Override
    public Optional<ClosedResult> find(String study, UUID analysis) {
        return read(study, analysis, SealedAnalyses::result);
    }

    @Override
    public Optional<ArmKey> findKey(String study, UUID analysis) {
        return read(
                study,
                analysis,
                (cipher, row) -> cipher.open(row.sealedArmKey, row.id.toString(), ARM_KEY, ArmKey.class));
    }

    @Override
    public List<ClosedResult> all(String study) {
        return list(study, 0, Integer.MAX_VALUE);
    }

    @Override
    public List<ClosedResult> page(String study, Optional<UUID> after, int limit) {
        long sequence = after.map(id -> transactions.run(session -> row(session, study, id)))
                .map(row -> row.sequence)
                .orElse(0L);
        return list(study, sequence, limit);
    }

    private List<ClosedResult> list(String study, long afterSequence, int limit) {
        return transactions.run(session -> keys.cipher(session, study)
                .chain(cipher -> session.createSelectionQuery(
                                "from ClosedAnalysisEntity where study = :study and sequence > :after order by sequence",
                                ClosedAnalysisEntity.class)
                        .setParameter("study", study)
                        .setParameter("after", afterSequence)
                        .setMaxResults(limit)
                        .getResultList()
                        .map(rows ->
                                rows.stream().map(row -> result(cipher, row)).toList())));
    }

    private <T> Optional<T> read(String study, UUID analysis, Opening<T> opening) {
        return Optional.ofNullable(transactions.run(session -> keys.cipher(session, study)
                .chain(cipher ->
                        row(session, study, analysis).map(row -> row == null ? null : opening.of(cipher, row)))));
    }

    private static Uni<Void> requireNoOther(Mutiny.Session session, String study, int known) {
        return session.createSelectionQuery(
                        "select count(*) from ClosedAnalysisEntity where study = :study", Long.class)
                .setParameter("study", study)
                .getSingleResult()
                .invoke(count -> {
                    if (count != known) {
                        throw Refusal.of(
                                        ProblemType.STATE_CONFLICT,
                                        "Another analysis of this study was stored while this one was computed.")
                                .fix("Read the other analysis, then run the look again if it is still needed.");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<ClosedAnalysisEntity> add(Mutiny.Session session, ClosedAnalysisEntity row, ClosedResult result) {
        Map<String, Object> event = Map.of(
                "what", "analysis-run",
                "analysis", row.id,
                "planVersion", result.planVersion(),
                "dataCut", result.dataCut(),
                "dataHash", result.dataHash(),
                "sealedHash", CanonicalJson.sha256(row.sealedResult),
                "at", result.runAt(),
                "by", result.runBy());
        return session.persist(row)
                .chain(() -> audit.appendClosed(session, row.study, event))
                .replaceWith(row);
    }

    private static ClosedAnalysisEntity seal(StudyCipher cipher, ClosedResult result, ArmKey key, RunRequest request) {
        ClosedAnalysisEntity row = new ClosedAnalysisEntity();
        row.id = result.analysis();
        row.study = result.study();
        row.idempotencyKey = request.idempotencyKey();
        row.fingerprint = request.fingerprint();
        row.sealedResult = cipher.seal(result, row.id.toString(), RESULT);
        row.sealedArmKey = cipher.seal(key, row.id.toString(), ARM_KEY);
        return row;
    }

    private static Uni<ClosedAnalysisEntity> byKey(Mutiny.Session session, String study, String idempotencyKey) {
        return session.createSelectionQuery(
                        "from ClosedAnalysisEntity where study = :study and idempotencyKey = :key",
                        ClosedAnalysisEntity.class)
                .setParameter("study", study)
                .setParameter("key", idempotencyKey)
                .getSingleResultOrNull();
    }

    private static Uni<ClosedAnalysisEntity> row(Mutiny.Session session, String study, UUID analysis) {
        return session.find(ClosedAnalysisEntity.class, analysis)
                .map(row -> row == null || !row.study.equals(study) ? null : row);
    }

    private static StoredRun stored(StudyCipher cipher, ClosedAnalysisEntity row) {
        return new StoredRun(result(cipher, row), row.fingerprint);
    }

    private static ClosedResult result(StudyCipher cipher, ClosedAnalysisEntity row) {
        return cipher.open(row.sealedResult, row.id.toString(), RESULT, ClosedResult.class);
    }

    private interface Opening<T> {
        T of(StudyCipher cipher, ClosedAnalysisEntity row);
    }
}
