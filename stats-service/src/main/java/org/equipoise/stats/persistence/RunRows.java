package org.equipoise.stats.persistence;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.application.CompletedRun;
import org.equipoise.stats.application.Run;
import org.equipoise.stats.application.RunEnd;
import org.equipoise.stats.application.RunProgress;
import org.equipoise.stats.application.RunRequest;
import org.equipoise.stats.application.RunState;
import org.hibernate.reactive.mutiny.Mutiny;

/** Puts a run together from the rows that tell of it. */
@ApplicationScoped
class RunRows {

    /** A part of a study's runs. */
    record Part(String study, UUID after, int limit) {}

    Uni<RunEntity> byKey(Mutiny.Session session, String study, String idempotencyKey) {
        return session.createSelectionQuery(
                        "from RunEntity where study = :study and idempotencyKey = :key", RunEntity.class)
                .setParameter("study", study)
                .setParameter("key", idempotencyKey)
                .getSingleResultOrNull();
    }

    Uni<List<Run>> page(Mutiny.Session session, StudyCipher cipher, Part part) {
        return sequenceOf(session, part)
                .chain(after -> session.createSelectionQuery(
                                "from RunEntity where study = :study and sequence > :after order by sequence",
                                RunEntity.class)
                        .setParameter("study", part.study())
                        .setParameter("after", after)
                        .setMaxResults(part.limit())
                        .getResultList())
                .chain(rows -> each(session, cipher, rows, new ArrayList<>()));
    }

    private static Uni<Long> sequenceOf(Mutiny.Session session, Part part) {
        return part.after() == null
                ? Uni.createFrom().item(0L)
                : session.find(RunEntity.class, part.after())
                        .map(row -> row == null || !row.study.equals(part.study()) ? 0L : row.sequence);
    }

    private Uni<List<Run>> each(Mutiny.Session session, StudyCipher cipher, List<RunEntity> rows, List<Run> collected) {
        return collected.size() == rows.size()
                ? Uni.createFrom().item(collected)
                : run(session, cipher, rows.get(collected.size()), false)
                        .invoke(collected::add)
                        .chain(() -> each(session, cipher, rows, collected));
    }

    Uni<Run> run(Mutiny.Session session, StudyCipher cipher, RunEntity row) {
        return run(session, cipher, row, true);
    }

    private Uni<Run> run(Mutiny.Session session, StudyCipher cipher, RunEntity row, boolean withEvidence) {
        return session.find(ClosedAnalysisEntity.class, row.id)
                .chain(analysis -> analysis != null
                        ? Uni.createFrom()
                                .item(completed(cipher, row, SealedAnalyses.completed(cipher, analysis, withEvidence)))
                        : session.find(RunEndEntity.class, row.id)
                                .chain(end -> end != null
                                        ? Uni.createFrom().item(ended(cipher, row, end))
                                        : session.find(RunWorkEntity.class, row.id)
                                                .chain(work -> work == null // it ended just now
                                                        ? run(session, cipher, row, withEvidence)
                                                        : Uni.createFrom().item(unfinished(cipher, row, work)))));
    }

    private static Run completed(StudyCipher cipher, RunEntity row, CompletedRun completed) {
        return new Run(
                row.id,
                Optional.ofNullable(row.sealedRequest).map(present -> request(cipher, row)),
                RunState.COMPLETED,
                RunProgress.WAITING,
                Optional.empty(),
                Optional.of(completed));
    }

    private static Run ended(StudyCipher cipher, RunEntity row, RunEndEntity stored) {
        RunEnd end = cipher.open(stored.sealedEnd, row.id.toString(), SealedRuns.END, RunEnd.class);
        return new Run(
                row.id,
                Optional.of(request(cipher, row)),
                end.state(),
                RunProgress.WAITING,
                Optional.of(end),
                Optional.empty());
    }

    private static Run unfinished(StudyCipher cipher, RunEntity row, RunWorkEntity work) {
        boolean atWork = work.holder != null;
        return new Run(
                row.id,
                Optional.of(request(cipher, row)),
                atWork ? RunState.RUNNING : RunState.QUEUED,
                work.section == null ? RunProgress.WAITING : new RunProgress(work.section, work.done, work.ofAll),
                Optional.empty(),
                Optional.empty());
    }

    static RunRequest request(StudyCipher cipher, RunEntity row) {
        return cipher.open(row.sealedRequest, row.id.toString(), SealedRuns.REQUEST, RunRequest.class);
    }

    Uni<Void> requireNoOther(Mutiny.Session session, String study, int known) {
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
}
