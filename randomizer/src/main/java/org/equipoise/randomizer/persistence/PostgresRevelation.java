package org.equipoise.randomizer.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.equipoise.randomizer.application.Actor;
import org.equipoise.randomizer.application.RevelationStore;
import org.equipoise.randomizer.application.SealedArm;
import org.equipoise.randomizer.application.SealedList;

@ApplicationScoped
class PostgresRevelation implements RevelationStore {

    private static final String REVEAL = "SELECT * FROM reveal_for_verification($1, $2, $3, $4, $5, $6, $7)";

    private final Pool pool;

    PostgresRevelation(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<SealedRevelation> reveal(String study, String reason, Instant at, Actor actor) {
        return new Statement(REVEAL)
                .with(study)
                .with(actor.id())
                .with(actor.name())
                .with(actor.party().orElse(""))
                .with(actor.requestId())
                .with(reason)
                .with(at)
                .on(pool)
                .map(PostgresRevelation::revelation);
    }

    private static SealedRevelation revelation(Iterable<Row> rows) {
        List<SealedSeed> seeds = new ArrayList<>();
        List<SealedEntry> entries = new ArrayList<>();
        for (Row row : rows) {
            byte[] hidden = row.getBuffer("sealed").getBytes();
            if (row.getString("of_stratum") == null) {
                seeds.add(new SealedSeed(row.getString("of_list"), row.getInteger("of_extension"), hidden));
            } else {
                entries.add(entry(row, hidden));
            }
        }
        return new SealedRevelation(seeds, entries);
    }

    private static SealedEntry entry(Row row, byte[] hidden) {
        String stratum = row.getString("of_stratum");
        int position = row.getInteger("at_position");
        return new SealedEntry(
                row.getInteger("of_extension"),
                new SealedList.Row(
                        stratum, position, row.getString("number"), row.getString("of_kit"), row.getString("of_leaf")),
                new SealedArm("", row.getString("of_list"), stratum, position, hidden));
    }
}
