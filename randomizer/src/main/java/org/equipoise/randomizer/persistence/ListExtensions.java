package org.equipoise.randomizer.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.equipoise.randomizer.application.Actor;
import org.equipoise.randomizer.application.FilledList;
import org.equipoise.randomizer.application.ListExtension;
import org.equipoise.randomizer.application.SealedList;
import org.equipoise.randomizer.application.UniqueRequest;
import org.equipoise.randomizer.domain.list.UploadRules;

/** The growing of a list. */
final class ListExtensions {

    private static final String PARTS = "SELECT count(*) AS parts FROM list_extension WHERE list = $1";
    private static final String ENTRIES = "SELECT stratum, randomization_number, kit FROM list_entry WHERE list = $1";
    private static final String KNOWN =
            "SELECT 1 FROM idempotent_request WHERE study = $1 AND key = $2 AND fingerprint = $3";
    private static final String EXTEND =
            "SELECT * FROM extend_list($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";

    private final Pool pool;

    ListExtensions(Pool pool) {
        this.pool = pool;
    }

    Uni<FilledList> filled(String list) {
        return new Statement(PARTS)
                .with(list)
                .on(pool)
                .map(rows -> rows.iterator().next().getLong("parts").intValue())
                .flatMap(parts -> new Statement(ENTRIES).with(list).on(pool).map(rows -> filled(list, parts, rows)));
    }

    private static FilledList filled(String list, int parts, Iterable<Row> rows) {
        Map<String, Integer> entries = new HashMap<>();
        Set<String> numbers = new HashSet<>();
        for (Row row : rows) {
            entries.merge(row.getString("stratum"), 1, Integer::sum);
            numbers.add(row.getString("randomization_number"));
            numbers.add(row.getString("kit"));
        }
        return new FilledList(list, parts, new UploadRules.Existing(entries, numbers));
    }

    Uni<Boolean> isKnown(String study, UniqueRequest request) {
        return new Statement(KNOWN)
                .with(study)
                .with(request.key())
                .with(request.fingerprint())
                .on(pool)
                .map(rows -> rows.size() > 0);
    }

    Uni<ListExtension> extend(SealedList part, UniqueRequest request, Instant at, Actor actor) {
        List<SealedList.Row> rows = part.rows();
        return new Statement(EXTEND)
                .with(part.plan().study())
                .with(part.plan().version())
                .with(part.id())
                .with(part.extension())
                .with(part.merkleRoot())
                .with(part.seed())
                .with(rows.stream().map(SealedList.Row::stratum).toArray(String[]::new))
                .with(rows.stream().map(SealedList.Row::position).toArray(Integer[]::new))
                .with(rows.stream().map(SealedList.Row::randomizationNumber).toArray(String[]::new))
                .with(rows.stream().map(SealedList.Row::kit).toArray(String[]::new))
                .with(part.arms())
                .with(rows.stream().map(SealedList.Row::leaf).toArray(String[]::new))
                .with(request.key())
                .with(request.fingerprint())
                .with(at)
                .with(actor.facts())
                .on(pool)
                .map(answer -> extension(answer.iterator().next()));
    }

    static ListExtension extension(Row row) {
        String outcome = row.getString("outcome");
        return switch (outcome) {
            case "extended", "replayed" ->
                new ListExtension.Extended(new ListExtension.ListPart(
                        row.getString("list"),
                        row.getInteger("extension"),
                        row.getString("plan_version"),
                        row.getString("merkle_root"),
                        row.getInteger("entries"),
                        RandomizationRows.instant(row, "activated_at")));
            case "key-reused" -> new ListExtension.KeyReused();
            case "overtaken" -> new ListExtension.Overtaken();
            case "superseded" -> new ListExtension.Superseded();
            default -> throw new IllegalStateException("The database answered with an unknown outcome: " + outcome);
        };
    }
}
