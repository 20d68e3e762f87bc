package org.equipoise.randomizer.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.equipoise.randomizer.application.Actor;
import org.equipoise.randomizer.application.Correction;
import org.equipoise.randomizer.application.CorrectionStore;
import org.equipoise.randomizer.application.UniqueRequest;
import org.equipoise.randomizer.domain.allocation.Stratum;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class PostgresCorrections implements CorrectionStore {

    private static final String CORRECT =
            "SELECT * FROM correct_randomization($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

    private final Pool pool;
    private final Mutiny.SessionFactory sessions;

    PostgresCorrections(Pool pool, Mutiny.SessionFactory sessions) {
        this.pool = pool;
        this.sessions = sessions;
    }

    @Override
    public Uni<Outcome> record(NewCorrection correction, UniqueRequest request, Instant at, Actor actor) {
        return new Statement(CORRECT)
                .with(correction.study())
                .with(correction.subject())
                .with(correction.stratum().isPresent() ? Correction.STRATUM : Correction.ERROR)
                .with(correction.stratum().map(Stratum::key).orElse(null))
                .with(correction.reason())
                .with(actor.id())
                .with(actor.name())
                .with(request.key())
                .with(request.fingerprint())
                .with(at)
                .with(actor.facts())
                .on(pool)
                .map(rows -> outcome(rows.iterator().next()));
    }

    @Override
    public Uni<List<Correction>> of(String study, Collection<String> subjects) {
        return sessions.withSession(session -> session.createSelectionQuery(
                        "from CorrectionRow c where c.study = :study and c.subject in :subjects order by c.id",
                        CorrectionRow.class)
                .setParameter("study", study)
                .setParameter("subjects", subjects)
                .getResultList()
                .map(rows -> rows.stream().map(CorrectionRow::toCorrection).toList()));
    }

    private static Outcome outcome(Row row) {
        String outcome = row.getString("outcome");
        return switch (outcome) {
            case "recorded", "replayed" -> new Outcome.Stands(correction(row));
            case "already-marked" -> new Outcome.AlreadyMarked(correction(row));
            case "not-randomized" -> new Outcome.NotRandomized();
            case "key-reused" -> new Outcome.KeyReused();
            default -> throw new IllegalStateException("The database answered with an unknown outcome: " + outcome);
        };
    }

    private static Correction correction(Row row) {
        String stratum = row.getString("corrected_stratum");
        return new Correction(
                row.getString("subject"),
                row.getString("kind"),
                stratum == null ? null : Stratum.parse(stratum).levels(),
                row.getString("reason"),
                row.getString("actor_name"),
                RandomizationRows.instant(row, "at"));
    }
}
