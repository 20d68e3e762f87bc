package org.equipoise.randomizer.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.equipoise.platform.security.SiteScope;
import org.equipoise.randomizer.application.Actor;
import org.equipoise.randomizer.application.CodeBreak;
import org.equipoise.randomizer.application.CodeBreakStore;
import org.equipoise.randomizer.application.RandomizationCursor;
import org.equipoise.randomizer.application.SealedArm;

@ApplicationScoped
class PostgresCodeBreaks implements CodeBreakStore {

    private static final String BREAK =
            "SELECT * FROM break_code($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    private static final String CONFIRM = "SELECT confirm_code_break($1, $2, $3, $4, $5, $6, $7, $8, $9) AS outcome";
    private static final String READ = """
            SELECT b.code_break, b.study, b.subject, b.site, b.broken_at, b.actor, b.actor_name, b.category, b.reason,
                   b.stays_blinded, c.confirmed_at, c.actor AS confirmer, c.actor_name AS confirmer_name, c.remark,
                   n.delivered, n.waiting, n.parked
            FROM code_break b LEFT JOIN code_break_confirmation c ON c.code_break = b.code_break
            CROSS JOIN LATERAL (
                SELECT count(delivered_at) AS delivered, count(parked_at) AS parked,
                       count(*) - count(delivered_at) - count(parked_at) AS waiting
                FROM notice WHERE reference = b.code_break) n
            WHERE b.study = $1""";
    private static final String ONE = READ + " AND b.code_break = $2";
    private static final String PAGE = READ + """
             AND ($2 OR b.site = ANY ($3)) AND (b.broken_at, b.code_break) > ($4, $5)
            ORDER BY b.broken_at, b.code_break LIMIT $6""";
    private static final RandomizationCursor BEGINNING = new RandomizationCursor(Instant.EPOCH, "");

    private final Pool pool;

    PostgresCodeBreaks(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Broken> breakCode(NewBreak request, Actor actor) {
        return new Statement(BREAK)
                .with(request.study())
                .with(request.subject())
                .with(request.codeBreak())
                .with(request.category().id())
                .with(request.reason())
                .with(request.staysBlinded())
                .with((Object) request.recipients().toArray(String[]::new))
                .with(actor.id())
                .with(actor.name())
                .with(actor.party().orElse(""))
                .with(actor.requestId())
                .with(request.request().key())
                .with(request.request().fingerprint())
                .with(request.at())
                .on(pool)
                .map(rows -> broken(rows.iterator().next()));
    }

    @Override
    public Uni<Confirmed> confirm(NewConfirmation confirmation, Actor actor) {
        return new Statement(CONFIRM)
                .with(confirmation.study())
                .with(confirmation.codeBreak())
                .with(confirmation.remark())
                .with(actor.id())
                .with(actor.name())
                .with(actor.requestId())
                .with(confirmation.request().key())
                .with(confirmation.request().fingerprint())
                .with(confirmation.at())
                .on(pool)
                .map(rows -> confirmed(rows.iterator().next().getString("outcome")));
    }

    @Override
    public Uni<Optional<CodeBreak>> find(String study, String codeBreak) {
        return new Statement(ONE)
                .with(study)
                .with(codeBreak)
                .on(pool)
                .map(rows -> rows.iterator().hasNext()
                        ? Optional.of(codeBreak(rows.iterator().next()))
                        : Optional.empty());
    }

    @Override
    public Uni<List<CodeBreak>> page(String study, SiteScope sites, Optional<RandomizationCursor> after, int limit) {
        RandomizationCursor cursor = after.orElse(BEGINNING);
        return new Statement(PAGE)
                .with(study)
                .with(sites.wholeStudy())
                .with((Object) sites.sites().toArray(String[]::new))
                .with(cursor.randomizedAt())
                .with(cursor.randomizationNumber())
                .with(limit)
                .on(pool)
                .flatMap(rows -> rows.toMulti()
                        .map(PostgresCodeBreaks::codeBreak)
                        .collect()
                        .asList());
    }

    private static Broken broken(Row row) {
        String outcome = row.getString("outcome");
        return switch (outcome) {
            case "broken", "replayed" -> new Broken.Opened(withoutFollowUp(row), arm(row));
            case "key-reused" -> new Broken.KeyReused();
            case "not-randomized" -> new Broken.NotRandomized();
            default -> throw unknown(outcome);
        };
    }

    private static Confirmed confirmed(String outcome) {
        return switch (outcome) {
            case "confirmed" -> Confirmed.CONFIRMED;
            case "replayed" -> Confirmed.REPLAYED;
            case "key-reused" -> Confirmed.KEY_REUSED;
            case "same-person" -> Confirmed.SAME_PERSON;
            case "already-confirmed" -> Confirmed.ALREADY_CONFIRMED;
            default -> throw unknown(outcome);
        };
    }

    private static IllegalStateException unknown(String outcome) {
        return new IllegalStateException("The database answered with an unknown outcome: " + outcome);
    }

    private static SealedArm arm(Row row) {
        return new SealedArm(
                row.getString("subject"),
                row.getString("list"),
                row.getString("stratum"),
                row.getInteger("position"),
                row.getBuffer("arm").getBytes());
    }

    private static CodeBreak codeBreak(Row row) {
        Instant confirmedAt = RandomizationRows.instant(row, "confirmed_at");
        CodeBreak.Confirmation confirmation = confirmedAt == null
                ? null
                : new CodeBreak.Confirmation(
                        confirmedAt,
                        row.getString("confirmer"),
                        row.getString("confirmer_name"),
                        row.getString("remark"));
        return of(
                row,
                confirmation,
                new CodeBreak.Notices(
                        row.getInteger("delivered"), row.getInteger("waiting"), row.getInteger("parked")));
    }

    private static CodeBreak withoutFollowUp(Row row) {
        return of(row, null, null);
    }

    private static CodeBreak of(Row row, CodeBreak.Confirmation confirmation, CodeBreak.Notices notices) {
        return new CodeBreak(
                row.getString("code_break"),
                row.getString("study"),
                row.getString("subject"),
                row.getString("site"),
                RandomizationRows.instant(row, "broken_at"),
                row.getString("actor"),
                row.getString("actor_name"),
                row.getString("category"),
                row.getString("reason"),
                row.getString("stays_blinded"),
                confirmation,
                null,
                notices);
    }
}
