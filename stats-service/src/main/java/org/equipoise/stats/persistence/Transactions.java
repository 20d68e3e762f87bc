package org.equipoise.stats.persistence;

import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** Runs work on the reactive session for callers on worker threads. */
@ApplicationScoped
class Transactions {

    private final Mutiny.SessionFactory sessions;

    Transactions(Mutiny.SessionFactory sessions) {
        this.sessions = sessions;
    }

    <T> T run(Function<Mutiny.Session, Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(
                    () -> sessions.withTransaction((session, tx) -> work.apply(session)));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("The database transaction failed", e);
        }
    }

    /** As {@link #run}, one at a time for a study: chains of audit entries and plan versions have no gaps and no forks. */
    <T> T runAlone(String study, Function<Mutiny.Session, Uni<T>> work) {
        return run(session -> session.createNativeQuery(
                        "select 1 from (select pg_advisory_xact_lock(hashtextextended(:study, 0))) held", Integer.class)
                .setParameter("study", study)
                .getSingleResult()
                .chain(() -> work.apply(session)));
    }
}
