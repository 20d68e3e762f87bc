package org.equipoise.stats.persistence;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.platform.audit.HashChain;
import org.hibernate.reactive.mutiny.Mutiny;

/** Appends to a study's two streams of events: the open one of its plans, and the closed one of its analyses. */
@ApplicationScoped
class AuditTrail {

    Uni<Void> appendOpen(Mutiny.Session session, String study, Object event) {
        return append(
                session,
                new Stream<>("stats/plans/" + study, PlanEventEntity.class, PlanEventEntity::new),
                study,
                event);
    }

    Uni<Void> appendClosed(Mutiny.Session session, String study, Object event) {
        return append(
                session,
                new Stream<>("stats/closed/" + study, ClosedEventEntity.class, ClosedEventEntity::new),
                study,
                event);
    }

    private <T extends ChainedEvent> Uni<Void> append(
            Mutiny.Session session, Stream<T> stream, String study, Object event) {
        return session.createSelectionQuery(
                        "from " + stream.type().getSimpleName() + " where study = :study order by position desc",
                        stream.type())
                .setParameter("study", study)
                .setMaxResults(1)
                .getSingleResultOrNull()
                .chain(last -> {
                    T next = stream.create().get();
                    next.study = study;
                    next.position = last == null ? 1 : last.position + 1;
                    next.event = CanonicalJson.of(event);
                    next.hash = HashChain.next(last == null ? HashChain.genesis(stream.name()) : last.hash, next.event);
                    return session.persist(next);
                });
    }

    private record Stream<T extends ChainedEvent>(String name, Class<T> type, Supplier<T> create) {}
}
