package org.equipoise.randomizer.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;

/** One SQL statement that is its own transaction, with its arguments in order. */
final class Statement {

    private static final Set<String> WORTH_REPEATING = Set.of("40001", "40P01");
    private static final String WAITED_TOO_LONG = "55P03";
    private static final int REPETITIONS = 5;

    private final String sql;
    private final io.vertx.sqlclient.Tuple arguments = io.vertx.sqlclient.Tuple.tuple();

    Statement(String sql) {
        this.sql = sql;
    }

    Statement with(Object argument) {
        arguments.addValue(argument);
        return this;
    }

    Statement with(Instant argument) {
        arguments.addOffsetDateTime(argument.atOffset(ZoneOffset.UTC));
        return this;
    }

    Statement with(byte[] argument) {
        arguments.addBuffer(Buffer.buffer(argument));
        return this;
    }

    Statement with(Optional<byte[]> argument) {
        arguments.addBuffer(argument.map(Buffer::buffer).orElse(null));
        return this;
    }

    Statement with(List<byte[]> argument) {
        arguments.addArrayOfBuffer(argument.stream().map(Buffer::buffer).toArray(Buffer[]::new));
        return this;
    }

    Statement with(Map<String, String> facts) {
        arguments.addJsonObject(new JsonObject(Map.copyOf(facts)));
        return this;
    }

    /** Runs it; what the database gave up only because of a concurrent statement is tried again. */
    Uni<RowSet<Row>> on(Pool pool) {
        return pool.preparedQuery(sql)
                .execute(Tuple.newInstance(arguments))
                .onFailure(Statement::isWorthRepeating)
                .retry()
                .atMost(REPETITIONS)
                .onFailure(failure ->
                        failure instanceof PgException postgres && WAITED_TOO_LONG.equals(postgres.getSqlState()))
                .transform(failure -> Refusal.of(
                                ProblemType.NEIGHBOUR_UNAVAILABLE,
                                "The request waited too long behind others. Nothing was done.")
                        .fix("Send the same request again, with the same Idempotency-Key."));
    }

    private static boolean isWorthRepeating(Throwable failure) {
        return failure instanceof PgException postgres && WORTH_REPEATING.contains(postgres.getSqlState());
    }
}
