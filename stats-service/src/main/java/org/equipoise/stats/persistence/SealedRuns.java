package org.equipoise.stats.persistence;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.stats.application.ArmKey;
import org.equipoise.stats.application.CompletedRun;
import org.equipoise.stats.application.Run;
import org.equipoise.stats.application.RunEnd;
import org.equipoise.stats.application.RunProgress;
import org.equipoise.stats.application.RunRequest;
import org.equipoise.stats.application.RunStore;
import org.hibernate.reactive.mutiny.Mutiny;

/** Runs in PostgreSQL. Every change of a study's runs is made alone, so that its audit chain has no forks. */
@ApplicationScoped
class SealedRuns implements RunStore {

    static final String REQUEST = "request";
    private static final String INPUTS = "inputs";
    static final String END = "end";
    private static final String CREDENTIAL = "credential";

    private final Transactions transactions;
    private final StudyKeys keys;
    private final AuditTrail audit;
    private final RunQueue queue;
    private final RunRows rows;

    SealedRuns(Transactions transactions, StudyKeys keys, AuditTrail audit, RunQueue queue, RunRows rows) {
        this.transactions = transactions;
        this.keys = keys;
        this.audit = audit;
        this.queue = queue;
        this.rows = rows;
    }

    @Override
    public Accepted accept(RunRequest request, RequestKey key, String credential) {
        String study = request.study();
        return transactions.runAlone(
                study,
                session -> keys.cipher(session, study)
                        .chain(cipher -> rows.byKey(session, study, key.idempotencyKey())
                                .chain(first -> first != null
                                        ? Uni.createFrom().item(first)
                                        : add(session, cipher, request, key, credential))
                                .chain(row -> rows.run(session, cipher, row)
                                        .map(run -> new Accepted(run, row.fingerprint)))));
    }

    private Uni<RunEntity> add(
            Mutiny.Session session, StudyCipher cipher, RunRequest request, RequestKey key, String credential) {
        RunEntity row = new RunEntity();
        row.id = request.run();
        row.study = request.study();
        row.idempotencyKey = key.idempotencyKey();
        row.fingerprint = key.fingerprint();
        row.sealedRequest = cipher.seal(request, row.id.toString(), REQUEST);
        byte[] sealedCredential = cipher.seal(credential, row.id.toString(), CREDENTIAL);
        Map<String, Object> event = Map.of(
                "what", "run-requested",
                "run", row.id,
                "planVersion", request.planVersion(),
                "at", request.requestedAt(),
                "by", request.requestedBy());
        return session.persist(row)
                .chain(session::flush)
                .chain(() -> queue.add(session, row.id, sealedCredential))
                .chain(() -> audit.appendClosed(session, row.study, event))
                .replaceWith(row);
    }

    @Override
    public Optional<Accepted> findByKey(String study, String idempotencyKey) {
        return Optional.ofNullable(transactions.run(session -> keys.cipher(session, study)
                .chain(cipher -> rows.byKey(session, study, idempotencyKey)
                        .chain(row -> row == null
                                ? Uni.createFrom().<Accepted>nullItem()
                                : rows.run(session, cipher, row).map(run -> new Accepted(run, row.fingerprint))))));
    }

    @Override
    public Optional<Run> findRun(String study, UUID run) {
        return Optional.ofNullable(transactions.run(session -> keys.cipher(session, study)
                .chain(cipher -> session.find(RunEntity.class, run)
                        .chain(row -> row == null || !row.study.equals(study)
                                ? Uni.createFrom().<Run>nullItem()
                                : rows.run(session, cipher, row)))));
    }

    @Override
    public List<Run> page(String study, Optional<UUID> after, int limit) {
        return transactions.run(session -> keys.cipher(session, study)
                .chain(cipher -> rows.page(session, cipher, new RunRows.Part(study, after.orElse(null), limit))));
    }

    @Override
    public Optional<Work> claim(UUID holder, Duration lease) {
        // Opened only after the lease is taken: a run that cannot be opened must not keep the others from their turn.
        return Optional.ofNullable(transactions.run(session -> queue.claim(session, holder, lease)))
                .map(taken -> transactions.run(session -> keys.cipher(session, taken.study)
                        .chain(cipher -> session.find(RunEntity.class, taken.run)
                                .map(row -> new Work(
                                        RunRows.request(cipher, row),
                                        holder,
                                        taken.attempts,
                                        cipher.open(
                                                taken.sealedCredential,
                                                row.id.toString(),
                                                CREDENTIAL,
                                                String.class))))));
    }

    @Override
    public Beat beat(Work work, Duration lease, RunProgress progress) {
        return transactions.run(session -> queue.beat(session, work, lease, progress));
    }

    @Override
    public void keep(Work work, Inputs inputs) {
        RunRequest request = work.request();
        transactions.run(session -> keys.cipher(session, request.study()).chain(cipher -> {
            RunInputEntity row = new RunInputEntity();
            row.run = request.run();
            row.study = request.study();
            row.sealedInputs = cipher.seal(inputs, row.run.toString(), INPUTS);
            return session.persist(row);
        }));
    }

    @Override
    public Optional<Inputs> inputs(String study, UUID run) {
        return Optional.ofNullable(transactions.run(session -> keys.cipher(session, study)
                .chain(cipher -> session.find(RunInputEntity.class, run)
                        .map(row -> row == null
                                ? null
                                : cipher.open(row.sealedInputs, run.toString(), INPUTS, Inputs.class)))));
    }

    @Override
    public void complete(Work work, CompletedRun completed, ArmKey key, int known) {
        String study = work.request().study();
        transactions.runAlone(
                study,
                session -> keys.cipher(session, study)
                        .chain(cipher -> queue.finish(session, work)
                                .chain(() -> rows.requireNoOther(session, study, known))
                                .chain(() -> session.find(
                                        RunEntity.class, work.request().run()))
                                .chain(run -> addResult(session, sealed(cipher, run, completed, key), completed))));
    }

    private Uni<Void> addResult(Mutiny.Session session, ClosedAnalysisEntity row, CompletedRun completed) {
        Map<String, Object> event = Map.of(
                "what", "analysis-run",
                "analysis", row.id,
                "planVersion", completed.result().planVersion(),
                "dataCut", completed.result().dataCut(),
                "dataHash", completed.result().dataHash(),
                "sealedHash", CanonicalJson.sha256(row.sealedResult),
                "contentHash", completed.contentHash(),
                "at", completed.result().runAt(),
                "by", completed.result().runBy());
        return session.persist(row).chain(() -> audit.appendClosed(session, row.study, event));
    }

    private static ClosedAnalysisEntity sealed(StudyCipher cipher, RunEntity run, CompletedRun completed, ArmKey key) {
        ClosedAnalysisEntity row = new ClosedAnalysisEntity();
        String id = run.id.toString();
        row.id = run.id;
        row.study = run.study;
        row.idempotencyKey = run.idempotencyKey;
        row.fingerprint = run.fingerprint;
        row.sealedResult = cipher.seal(completed.result(), id, SealedAnalyses.RESULT);
        row.sealedArmKey = cipher.seal(key, id, SealedAnalyses.ARM_KEY);
        row.sealedEvidence = cipher.seal(completed.evidence(), id, SealedAnalyses.EVIDENCE);
        return row;
    }

    @Override
    public void end(Work work, RunEnd end) {
        String study = work.request().study();
        UUID run = work.request().run();
        transactions.runAlone(
                study,
                session -> keys.cipher(session, study)
                        .chain(cipher -> queue.finish(session, work)
                                .chain(() -> addEnd(session, study, run, cipher.seal(end, run.toString(), END)))));
    }

    @Override
    public void endAsCancelled(Work work) {
        String study = work.request().study();
        UUID run = work.request().run();
        transactions.runAlone(
                study,
                session -> queue.cancellation(session, run)
                        .chain(cancellation ->
                                queue.finish(session, work).chain(() -> addEnd(session, study, run, cancellation))));
    }

    @Override
    public void cancel(String study, UUID run, RunEnd cancelled) {
        transactions.runAlone(
                study,
                session -> keys.cipher(session, study).chain(cipher -> {
                    byte[] sealed = cipher.seal(cancelled, run.toString(), END);
                    return queue.withdraw(session, study, run)
                            .chain(waited -> waited
                                    ? addEnd(session, study, run, sealed)
                                    : queue.askToEnd(session, new RunQueue.Place(study, run), sealed));
                }));
    }

    private Uni<Void> addEnd(Mutiny.Session session, String study, UUID run, byte[] sealedEnd) {
        RunEndEntity row = new RunEndEntity();
        row.run = run;
        row.study = study;
        row.sealedEnd = sealedEnd;
        Map<String, Object> event =
                Map.of("what", "run-ended", "run", run, "sealedHash", CanonicalJson.sha256(sealedEnd));
        return session.persist(row).chain(() -> audit.appendClosed(session, study, event));
    }

    @Override
    public void giveBack(Work work) {
        transactions.run(session -> queue.giveBack(session, work));
    }
}
