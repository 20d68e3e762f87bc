package org.equipoise.randomizer.persistence;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.equipoise.randomizer.application.AuditEntry;
import org.equipoise.randomizer.application.AuditTrail;
import org.hibernate.reactive.mutiny.Mutiny;

@ApplicationScoped
class PostgresAuditTrail implements AuditTrail {

    private final Mutiny.SessionFactory sessions;

    PostgresAuditTrail(Mutiny.SessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public Uni<List<AuditEntry>> page(String study, long after, int limit) {
        return sessions.withSession(session -> session.createSelectionQuery(
                        "from AuditRow a where a.study = :study and a.id > :after "
                                + "and locate(:kits, a.stream) <> 1 order by a.id",
                        AuditRow.class)
                .setParameter("study", study)
                .setParameter("kits", study + "/kit/")
                .setParameter("after", after)
                .setMaxResults(limit)
                .getResultList()
                .map(rows -> rows.stream().map(AuditRow::toEntry).toList()));
    }
}
