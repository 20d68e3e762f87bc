package org.equipoise.randomizer.persistence;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.equipoise.randomizer.application.AllocationOutcome;
import org.equipoise.randomizer.application.Closure;
import org.equipoise.randomizer.application.Randomization;
import org.equipoise.randomizer.application.Randomization.AtSite;
import org.equipoise.randomizer.domain.allocation.Stratum;

/** Reads the rows in which functions and queries answer about a randomization. */
final class RandomizationRows {

    private RandomizationRows() {}

    static AllocationOutcome outcome(Row row) {
        String outcome = row.getString("outcome");
        return switch (outcome) {
            case "allocated" -> new AllocationOutcome.Allocated(randomization(row));
            case "replayed" -> new AllocationOutcome.Replayed(randomization(row));
            case "already-randomized" -> new AllocationOutcome.AlreadyRandomized(randomization(row));
            case "key-reused" -> new AllocationOutcome.KeyReused();
            case "no-stratum" -> new AllocationOutcome.NoSuchStratum();
            case "stratum-exhausted" -> new AllocationOutcome.StratumExhausted();
            case "out-of-kits" -> new AllocationOutcome.OutOfKits();
            case "stale" -> new AllocationOutcome.Stale();
            case "superseded" -> new AllocationOutcome.Superseded();
            case "nothing" -> new AllocationOutcome.Nothing();
            default ->
                new AllocationOutcome.Closed(Closure.of(outcome)
                        .orElseThrow(() -> new IllegalStateException(
                                "The database answered with an unknown outcome: " + outcome)));
        };
    }

    static AtSite randomization(Row row) {
        return new AtSite(
                row.getString("site"),
                new Randomization(
                        row.getString("study"),
                        row.getString("subject"),
                        row.getString("randomization_number"),
                        row.getString("kit"),
                        instant(row, "randomized_at"),
                        Stratum.parse(row.getString("stratum")).levels(),
                        new Randomization.Receipt(
                                row.getString("list"),
                                row.getInteger("extension"),
                                row.getString("merkle_root"),
                                row.getString("leaf"))));
    }

    static Instant instant(Row row, String column) {
        OffsetDateTime at = row.getOffsetDateTime(column);
        return at == null ? null : at.toInstant();
    }
}
