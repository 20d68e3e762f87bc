package org.equipoise.stats.persistence;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import org.equipoise.stats.application.RunProgress;
import org.equipoise.stats.application.RunStore;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Who carries out which run, by the database's clock. A holder whose lease has run out may find the run with another, and
 * then changes nothing any more: every statement of a holder names it.
 */
@ApplicationScoped
class RunQueue {

    private static final String HELD = " where run = :run and holder = :holder";

    record Place(String study, UUID run) {}

    Uni<Void> add(Mutiny.Session session, UUID run, byte[] sealedCredential) {
        return session.createNativeQuery("insert into closed.run_work (run, sequence, study, sealed_credential)"
                        + " select id, sequence, study, cast(:credential as bytea) from closed.run where id = :run")
                .setParameter("run", run)
                .setParameter("credential", sealedCredential)
                .executeUpdate()
                .replaceWithVoid();
    }

    /** The first of a study alone can be taken, so that a study's runs are carried out one at a time and in order. */
    Uni<RunWorkEntity> claim(Mutiny.Session session, UUID holder, Duration lease) {
        return session.createNativeQuery(
                        "update closed.run_work set holder = :holder, attempts = attempts + 1,"
                                + " lease_until = clock_timestamp() + cast(:lease as bigint) * interval '1 millisecond'"
                                + " where run = (select run from closed.run_work first"
                                + " where (lease_until is null or lease_until < clock_timestamp())"
                                + " and not exists (select 1 from closed.run_work earlier"
                                + " where earlier.study = first.study and earlier.sequence < first.sequence)"
                                + " order by sequence limit 1 for update skip locked) returning *",
                        RunWorkEntity.class)
                .setParameter("holder", holder)
                .setParameter("lease", lease.toMillis())
                .getSingleResultOrNull();
    }

    Uni<RunStore.Beat> beat(Mutiny.Session session, RunStore.Work work, Duration lease, RunProgress progress) {
        return session.createNativeQuery(
                        "update closed.run_work set lease_until = clock_timestamp() + cast(:lease as bigint) * interval '1 millisecond',"
                                + " section = :section, done = :done, of_all = :of" + HELD
                                + " returning sealed_cancellation is not null",
                        Boolean.class)
                .setParameter("run", work.request().run())
                .setParameter("holder", work.holder())
                .setParameter("lease", lease.toMillis())
                .setParameter("section", progress.section())
                .setParameter("done", progress.done())
                .setParameter("of", progress.of())
                .getSingleResultOrNull()
                .map(cancelled -> cancelled == null
                        ? RunStore.Beat.LOST
                        : cancelled ? RunStore.Beat.CANCELLED : RunStore.Beat.GO_ON);
    }

    Uni<Void> finish(Mutiny.Session session, RunStore.Work work) {
        return held(session, "delete from closed.run_work" + HELD, work)
                .invoke(count -> {
                    if (count != 1) {
                        throw new RunStore.LeaseLost();
                    }
                })
                .replaceWithVoid();
    }

    Uni<Void> giveBack(Mutiny.Session session, RunStore.Work work) {
        return held(session, "update closed.run_work set holder = null, lease_until = null" + HELD, work)
                .replaceWithVoid();
    }

    private static Uni<Integer> held(Mutiny.Session session, String statement, RunStore.Work work) {
        return session.createNativeQuery(statement)
                .setParameter("run", work.request().run())
                .setParameter("holder", work.holder())
                .executeUpdate();
    }

    /** Takes a run out of the queue that nobody works at. */
    Uni<Boolean> withdraw(Mutiny.Session session, String study, UUID run) {
        return session.createNativeQuery("delete from closed.run_work where run = :run and study = :study"
                        + " and (lease_until is null or lease_until < clock_timestamp())")
                .setParameter("run", run)
                .setParameter("study", study)
                .executeUpdate()
                .map(count -> count == 1);
    }

    Uni<Void> askToEnd(Mutiny.Session session, Place place, byte[] sealedCancellation) {
        return session.createNativeQuery("update closed.run_work set sealed_cancellation ="
                        + " coalesce(sealed_cancellation, :cancellation) where run = :run and study = :study")
                .setParameter("run", place.run())
                .setParameter("study", place.study())
                .setParameter("cancellation", sealedCancellation)
                .executeUpdate()
                .replaceWithVoid();
    }

    Uni<byte[]> cancellation(Mutiny.Session session, UUID run) {
        return session.find(RunWorkEntity.class, run).map(row -> row.sealedCancellation);
    }
}
