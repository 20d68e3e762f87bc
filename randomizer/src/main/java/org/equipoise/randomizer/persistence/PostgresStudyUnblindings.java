package org.equipoise.randomizer.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.equipoise.randomizer.application.Actor;
import org.equipoise.randomizer.application.SealedArm;
import org.equipoise.randomizer.application.StudyUnblinding;
import org.equipoise.randomizer.application.StudyUnblindingStore;

@ApplicationScoped
class PostgresStudyUnblindings implements StudyUnblindingStore {

    private static final String REQUEST =
            "SELECT outcome FROM request_study_unblinding($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    private static final String APPROVE =
            "SELECT approve_study_unblinding($1, $2, $3, $4, $5, $6, $7, $8, $9) AS outcome";
    private static final String FIND = """
            SELECT u.unblinding, u.study, u.reason, u.requested_at, u.requester, u.requester_name, u.data_locked_at,
                   a.approved_at, a.approver, a.approver_name
            FROM study_unblinding u LEFT JOIN study_unblinding_approval a ON a.unblinding = u.unblinding
            WHERE u.study = $1 ORDER BY u.requested_at DESC LIMIT 1""";
    private static final String ALLOCATIONS = "SELECT * FROM reveal_allocations($1, $2, $3, $4, $5, $6, $7, $8)";
    private static final String LIST = "SELECT * FROM reveal_list($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

    private final Pool pool;

    PostgresStudyUnblindings(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Outcome> request(NewRequest request, Actor actor) {
        return new Statement(REQUEST)
                .with(request.study())
                .with(request.unblinding())
                .with(request.reason())
                .with(request.dataLockedAt())
                .with(actor.id())
                .with(actor.name())
                .with(actor.requestId())
                .with(request.request().key())
                .with(request.request().fingerprint())
                .with(request.at())
                .on(pool)
                .map(PostgresStudyUnblindings::outcome);
    }

    @Override
    public Uni<Outcome> approve(NewApproval approval, Actor actor) {
        return new Statement(APPROVE)
                .with(approval.study())
                .with(approval.unblinding())
                .with((Object) approval.recipients().toArray(String[]::new))
                .with(actor.id())
                .with(actor.name())
                .with(actor.requestId())
                .with(approval.request().key())
                .with(approval.request().fingerprint())
                .with(approval.at())
                .on(pool)
                .map(PostgresStudyUnblindings::outcome);
    }

    @Override
    public Uni<Optional<StudyUnblinding>> find(String study) {
        return new Statement(FIND)
                .with(study)
                .on(pool)
                .map(rows -> rows.iterator().hasNext()
                        ? Optional.of(unblinding(rows.iterator().next()))
                        : Optional.empty());
    }

    @Override
    public Uni<List<SealedEntry>> allocations(String study, String after, int limit, Instant at, Actor actor) {
        return entries(reader(new Statement(ALLOCATIONS).with(study).with(after).with(limit), actor)
                .with(at));
    }

    @Override
    public Uni<List<SealedEntry>> list(String study, String list, Place after, int limit, Instant at, Actor actor) {
        return entries(reader(
                        new Statement(LIST)
                                .with(study)
                                .with(list)
                                .with(after.stratum())
                                .with(after.position())
                                .with(limit),
                        actor)
                .with(at));
    }

    private static Statement reader(Statement statement, Actor actor) {
        return statement
                .with(actor.id())
                .with(actor.name())
                .with(actor.party().orElse(""))
                .with(actor.requestId());
    }

    private Uni<List<SealedEntry>> entries(Statement statement) {
        return statement
                .on(pool)
                .flatMap(rows -> rows.toMulti()
                        .map(PostgresStudyUnblindings::entry)
                        .collect()
                        .asList());
    }

    private static Outcome outcome(RowSet<Row> rows) {
        String outcome = rows.iterator().next().getString("outcome");
        return switch (outcome) {
            case "requested", "approved" -> Outcome.DONE;
            case "replayed" -> Outcome.REPLAYED;
            case "key-reused" -> Outcome.KEY_REUSED;
            case "same-person" -> Outcome.SAME_PERSON;
            case "already-requested" -> Outcome.ALREADY_REQUESTED;
            case "already-unblinded" -> Outcome.ALREADY_UNBLINDED;
            default -> throw new IllegalStateException("The database answered with an unknown outcome: " + outcome);
        };
    }

    private static StudyUnblinding unblinding(Row row) {
        Instant approvedAt = RandomizationRows.instant(row, "approved_at");
        return new StudyUnblinding(
                row.getString("unblinding"),
                row.getString("study"),
                approvedAt == null ? StudyUnblinding.REQUESTED : StudyUnblinding.APPROVED,
                row.getString("reason"),
                RandomizationRows.instant(row, "requested_at"),
                row.getString("requester"),
                row.getString("requester_name"),
                RandomizationRows.instant(row, "data_locked_at"),
                approvedAt,
                row.getString("approver"),
                row.getString("approver_name"));
    }

    private static SealedEntry entry(Row row) {
        return new SealedEntry(
                row.getString("subject"),
                row.getString("site"),
                RandomizationRows.instant(row, "randomized_at"),
                row.getString("randomization_number"),
                row.getString("kit"),
                row.getString("leaf"),
                new SealedArm(
                        row.getString("subject"),
                        row.getString("list"),
                        row.getString("stratum"),
                        row.getInteger("position"),
                        row.getBuffer("arm").getBytes()));
    }
}
