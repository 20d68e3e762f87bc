package org.equipoise.stats.persistence;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.equipoise.stats.application.AnalysisStore;
import org.equipoise.stats.application.ArmKey;
import org.equipoise.stats.application.ClosedResult;
import org.equipoise.stats.application.CompletedRun;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class SealedAnalyses implements AnalysisStore {

    static final String RESULT = "result";
    static final String ARM_KEY = "arm-key";
    static final String EVIDENCE = "evidence";

    private final Transactions transactions;
    private final StudyKeys keys;

    SealedAnalyses(Transactions transactions, StudyKeys keys) {
        this.transactions = transactions;
        this.keys = keys;
    }

    @Override
    public Optional<CompletedRun> find(String study, UUID analysis) {
        return read(study, analysis, (cipher, row) -> completed(cipher, row, true));
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
        return transactions.run(session -> keys.cipher(session, study)
                .chain(cipher -> session.createSelectionQuery(
                                "from ClosedAnalysisEntity where study = :study order by sequence",
                                ClosedAnalysisEntity.class)
                        .setParameter("study", study)
                        .getResultList()
                        .map(rows -> rows.stream()
                                .map(row -> completed(cipher, row, false).result())
                                .toList())));
    }

    private <T> Optional<T> read(String study, UUID analysis, Opening<T> opening) {
        return Optional.ofNullable(transactions.run(session -> keys.cipher(session, study)
                .chain(cipher ->
                        row(session, study, analysis).map(row -> row == null ? null : opening.of(cipher, row)))));
    }

    private static Uni<ClosedAnalysisEntity> row(Mutiny.Session session, String study, UUID analysis) {
        return session.find(ClosedAnalysisEntity.class, analysis)
                .map(row -> row == null || !row.study.equals(study) ? null : row);
    }

    static CompletedRun completed(StudyCipher cipher, ClosedAnalysisEntity row, boolean withEvidence) {
        String id = row.id.toString();
        return new CompletedRun(
                cipher.open(row.sealedResult, id, RESULT, ClosedResult.class),
                withEvidence && row.sealedEvidence != null
                        ? cipher.open(row.sealedEvidence, id, EVIDENCE, CompletedRun.Evidence.class)
                        : null);
    }

    private interface Opening<T> {
        T of(StudyCipher cipher, ClosedAnalysisEntity row);
    }
}
