package org.equipoise.randomizer.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.equipoise.randomizer.application.Actor;
import org.equipoise.randomizer.application.RegisterEntry;
import org.equipoise.randomizer.application.SealedArm;
import org.equipoise.randomizer.application.UnblindingStore;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class PostgresUnblinding implements UnblindingStore {

    private static final String UNBLIND = "SELECT * FROM unblind_study($1, $2, $3, $4, $5, $6, $7)";

    private final Pool pool;
    private final Mutiny.SessionFactory sessions;

    PostgresUnblinding(Pool pool, Mutiny.SessionFactory sessions) {
        this.pool = pool;
        this.sessions = sessions;
    }

    @Override
    public Uni<List<SealedArm>> unblind(String study, String reason, Instant at, Actor actor) {
        return new Statement(UNBLIND)
                .with(study)
                .with(actor.id())
                .with(actor.name())
                .with(actor.party().orElse(""))
                .with(reason)
                .with(at)
                .with(Map.of("requestId", actor.requestId()))
                .on(pool)
                .map(rows -> rows.toMulti().map(PostgresUnblinding::arm))
                .flatMap(arms -> arms.collect().asList());
    }

    @Override
    public Uni<List<RegisterEntry>> register(String study, long after, int limit) {
        return sessions.withSession(session -> session.createSelectionQuery(
                        "from RegisterRow r where r.study = :study and r.id > :after order by r.id", RegisterRow.class)
                .setParameter("study", study)
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList()
                .map(rows -> rows.stream().map(RegisterRow::toEntry).toList()));
    }

    private static SealedArm arm(Row row) {
        return new SealedArm(
                row.getString("unblinded_subject"),
                row.getString("of_list"),
                row.getString("of_stratum"),
                row.getInteger("at_position"),
                row.getBuffer("sealed_arm").getBytes());
    }
}
