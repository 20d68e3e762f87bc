package org.equipoise.randomizer.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.equipoise.randomizer.application.AllocationOutcome;
import org.equipoise.randomizer.application.AllocationRequest;
import org.equipoise.randomizer.application.Batches;

/** Allocates what is waiting for a stratum in one statement: one commit, and each caller is answered after it. */
final class AllocationBatches {

    /** As many as the function takes. */
    private static final int LARGEST = 32;

    /** More than the database waits for a lock, so that whoever waits there hears that nothing was done. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final String RANDOMIZE = "SELECT * FROM randomize_batch($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

    private final Pool pool;
    private final Batches<Lane, AllocationRequest, AllocationOutcome> batches =
            new Batches<>(LARGEST, this::together, PgException.class::isInstance, PATIENCE);

    AllocationBatches(Pool pool) {
        this.pool = pool;
    }

    private record Lane(String study, String list, String stratum) {}

    /** Answers on the caller's own context, not on that of whose request happened to carry the batch. */
    Uni<AllocationOutcome> allocate(AllocationRequest request) {
        Lane lane = new Lane(request.study(), request.list(), request.stratum().key());
        Context context = Vertx.currentContext();
        Uni<AllocationOutcome> outcome = batches.submit(lane, request);
        return context == null ? outcome : outcome.emitOn(task -> context.runOnContext(ignored -> task.run()));
    }

    private Uni<List<AllocationOutcome>> together(Lane lane, List<AllocationRequest> requests) {
        return statement(lane, requests).on(pool).map(rows -> {
            List<AllocationOutcome> outcomes = new ArrayList<>();
            rows.forEach(row -> outcomes.add(RandomizationRows.outcome(row)));
            return outcomes;
        });
    }

    private static Statement statement(Lane lane, List<AllocationRequest> requests) {
        return new Statement(RANDOMIZE)
                .with(lane.study())
                .with(lane.list())
                .with(lane.stratum())
                .with(requests.stream().map(AllocationRequest::subject).toArray(String[]::new))
                .with(requests.stream().map(AllocationRequest::site).toArray(String[]::new))
                .with(requests.stream().map(request -> request.request().key()).toArray(String[]::new))
                .with(requests.stream()
                        .map(request -> request.request().fingerprint())
                        .toArray(String[]::new))
                .with(requests.stream().map(AllocationRequest::tellEcrf).toArray(Boolean[]::new))
                .with(requests.stream()
                        .map(request -> request.at().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new))
                .with(requests.stream()
                        .map(request -> new JsonObject(Map.copyOf(request.facts())))
                        .toArray(JsonObject[]::new));
    }
}
