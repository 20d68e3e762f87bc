package org.equipoise.randomizer.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.util.Optional;
import java.util.function.Function;
import org.equipoise.randomizer.application.ActiveList;
import org.equipoise.randomizer.application.AllocationStore;
import org.equipoise.randomizer.application.Outbox;

/** The service's own stores without its container, for a use case that is measured by itself. */
public final class Stores {

    private Stores() {}

    public static AllocationStore allocations(Pool pool) {
        return new PostgresAllocations(pool, null);
    }

    public static Outbox outbox(Pool pool) {
        return new PostgresOutbox(pool);
    }

    /** Reads the active list of a study. */
    public static Function<String, Uni<Optional<ActiveList>>> active(Pool pool) {
        return new ActiveLists(pool)::of;
    }
}
