package org.equipoise.randomizer.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.equipoise.platform.security.SiteScope;
import org.equipoise.randomizer.application.Actor;
import org.equipoise.randomizer.application.EnrolmentStatus;
import org.equipoise.randomizer.application.EnrolmentStore;
import org.equipoise.randomizer.application.UniqueRequest;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class PostgresEnrolment implements EnrolmentStore {

    private static final String SET = "SELECT * FROM set_enrolment_status($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    private static final String COUNTS = """
            SELECT 'site' AS scope, a.site AS name, count(*) AS taken
            FROM allocation a JOIN randomization_list l ON l.list = a.list AND l.purpose = 'live'
            WHERE l.study = $1 GROUP BY a.site
            UNION ALL
            SELECT 'stratum', c.stratum, c.taken
            FROM stratum_counter c JOIN randomization_list l ON l.list = c.list AND l.purpose = 'live'
            WHERE l.study = $1""";

    private final Pool pool;
    private final Mutiny.SessionFactory sessions;

    PostgresEnrolment(Pool pool, Mutiny.SessionFactory sessions) {
        this.pool = pool;
        this.sessions = sessions;
    }

    @Override
    public Uni<Outcome> set(NewStatus status, UniqueRequest request, Instant at, Actor actor) {
        return new Statement(SET)
                .with(status.study())
                .with(status.site().orElse(null))
                .with(status.status())
                .with(status.reason())
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
    public Uni<List<EnrolmentStatus.Change>> history(String study, SiteScope sites, long after, int limit) {
        return sessions.withSession(session -> session.createSelectionQuery("""
                        from EnrolmentStatusRow e where e.study = :study and e.id > :after
                          and (:everywhere = true or e.site is null or e.site in :sites) order by e.id""", EnrolmentStatusRow.class)
                .setParameter("study", study)
                .setParameter("after", after)
                .setParameter("everywhere", sites.wholeStudy())
                .setParameter("sites", sites.sites())
                .setMaxResults(limit)
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new EnrolmentStatus.Change(row.id, row.toStatus()))
                        .toList()));
    }

    @Override
    public Uni<List<EnrolmentStatus>> current(String study) {
        return sessions.withSession(session -> session.createSelectionQuery("""
                        from EnrolmentStatusRow e where e.id in (
                          select max(f.id) from EnrolmentStatusRow f where f.study = :study group by f.site)""", EnrolmentStatusRow.class)
                .setParameter("study", study)
                .getResultList()
                .map(rows -> rows.stream().map(EnrolmentStatusRow::toStatus).toList()));
    }

    @Override
    public Uni<Counts> counts(String study) {
        return new Statement(COUNTS).with(study).on(pool).map(rows -> {
            Map<String, Long> bySite = new TreeMap<>();
            Map<String, Integer> byStratum = new TreeMap<>();
            for (Row row : rows) {
                if (row.getString("scope").equals("site")) {
                    bySite.put(row.getString("name"), row.getLong("taken"));
                } else {
                    byStratum.put(row.getString("name"), row.getInteger("taken"));
                }
            }
            return new Counts(bySite, byStratum);
        });
    }

    private static Outcome outcome(Row row) {
        String outcome = row.getString("outcome");
        return switch (outcome) {
            case "changed", "replayed" ->
                new Outcome.Holds(new EnrolmentStatus(
                        row.getString("study"),
                        Optional.ofNullable(row.getString("site")),
                        row.getString("status"),
                        row.getString("reason"),
                        row.getString("actor_name"),
                        RandomizationRows.instant(row, "at")));
            case "key-reused" -> new Outcome.KeyReused();
            case "no-plan" -> new Outcome.NoPlan();
            default -> throw new IllegalStateException("The database answered with an unknown outcome: " + outcome);
        };
    }
}
