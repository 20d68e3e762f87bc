package org.equipoise.randomizer.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.equipoise.randomizer.application.Actor;
import org.equipoise.randomizer.application.KitBooking;
import org.equipoise.randomizer.application.KitChange;
import org.equipoise.randomizer.application.KitOutcome;
import org.equipoise.randomizer.application.KitStore;
import org.equipoise.randomizer.application.SealedKit;
import org.equipoise.randomizer.application.UniqueRequest;
import org.equipoise.randomizer.domain.kit.ShipmentState;

@ApplicationScoped
class PostgresKitStore implements KitStore {

    private static final String PRIOR = """
            SELECT CASE WHEN r.fingerprint = $3 THEN 'replayed'
                        WHEN r.fingerprint IS NOT NULL THEN 'key-reused'
                        ELSE 'nothing' END AS outcome, r.reference
            FROM (SELECT 1) one LEFT JOIN idempotent_request r ON r.study = $1 AND r.key = $2""";
    private static final String OPEN_DEPOT = "SELECT open_depot($1, $2, $3, $4, $5) AS outcome";
    private static final String SERIES = "SELECT seed, registered FROM ensure_kit_series($1, $2)";
    private static final String REGISTER = "SELECT * FROM register_kits($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    private static final String ACCOUNT = "SELECT * FROM account_kits($1, $2, $3, $4, $5, $6, $7)";
    private static final String REQUEST = "SELECT * FROM request_shipment($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    private static final String MOVE = "SELECT * FROM move_shipment($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    private static final String DISPENSE =
            "SELECT * FROM dispense_kit($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";

    private final Pool pool;

    PostgresKitStore(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<KitOutcome> prior(String study, UniqueRequest request) {
        return outcome(new Statement(PRIOR).with(study).with(request.key()).with(request.fingerprint()));
    }

    @Override
    public Uni<Opening> openDepot(String study, Depot depot, Instant at, Actor actor) {
        return new Statement(OPEN_DEPOT)
                .with(study)
                .with(depot.depot())
                .with(depot.name())
                .with(at)
                .with(actor.facts())
                .on(pool)
                .map(rows -> opening(rows.iterator().next().getString("outcome")));
    }

    @Override
    public Uni<Series> series(String study, SealedSeed offered) {
        return new Statement(SERIES)
                .with(study)
                .with(offered.bytes())
                .on(pool)
                .map(rows -> rows.iterator().next())
                .map(row -> new Series(new SealedSeed(row.getBuffer("seed").getBytes()), row.getInteger("registered")));
    }

    @Override
    public Uni<KitOutcome> register(KitBooking booking, String depot, int before, List<SealedKit> kits) {
        Statement statement = new Statement(REGISTER)
                .with(booking.study())
                .with(depot)
                .with(before)
                .with(kits.stream().map(SealedKit::number).toArray(String[]::new))
                .with(kits.stream().map(SealedKit::content).toList());
        return outcome(end(statement, booking));
    }

    @Override
    public Uni<KitOutcome> account(KitBooking booking) {
        return outcome(end(new Statement(ACCOUNT).with(booking.study()).with(changes(booking)), booking));
    }

    @Override
    public Uni<KitOutcome> request(KitBooking booking, Route route) {
        Statement statement = new Statement(REQUEST)
                .with(booking.study())
                .with(route.shipment())
                .with(route.depot())
                .with(route.site())
                .with(changes(booking));
        return outcome(end(statement, booking));
    }

    @Override
    public Uni<KitOutcome> move(KitBooking booking, String shipment, ShipmentState from, ShipmentState to) {
        Statement statement = new Statement(MOVE)
                .with(booking.study())
                .with(shipment)
                .with(from.code())
                .with(to.code())
                .with(changes(booking));
        return outcome(end(statement, booking));
    }

    @Override
    public Uni<KitOutcome> dispense(KitBooking booking, Handover handover) {
        Statement statement = new Statement(DISPENSE)
                .with(booking.study())
                .with(handover.dispensing().subject())
                .with(handover.dispensing().dose())
                .with(handover.dispensing().round())
                .with(handover.site())
                .with(handover.dispensing().kit())
                .with(handover.shelf())
                .with(handover.replaced().orElse(null))
                .with(changes(booking));
        return outcome(end(statement, booking));
    }

    /** What every function takes last. */
    private static Statement end(Statement statement, KitBooking booking) {
        return statement
                .with(booking.request().key())
                .with(booking.request().fingerprint())
                .with(booking.answer())
                .with(booking.at())
                .with(booking.facts());
    }

    private static JsonArray changes(KitBooking booking) {
        JsonArray changes = new JsonArray();
        booking.changes().forEach(change -> changes.add(json(change)));
        return changes;
    }

    private static JsonObject json(KitChange change) {
        return new JsonObject()
                .put("kit", change.kit())
                .put("action", change.action().code())
                .put("from", change.from().code())
                .put("to", change.action().result().code())
                .put("at", change.at().text())
                .put("place", change.place().text());
    }

    private Uni<KitOutcome> outcome(Statement statement) {
        return statement.on(pool).map(rows -> outcome(rows.iterator().next()));
    }

    private static KitOutcome outcome(Row row) {
        String outcome = row.getString("outcome");
        return switch (outcome) {
            case "done" -> new KitOutcome.Done(row.getString("reference"));
            case "replayed" -> new KitOutcome.Replayed(row.getString("reference"));
            case "key-reused" -> new KitOutcome.KeyReused();
            case "stale" -> new KitOutcome.Stale();
            case "no-depot", "not-dispensed" -> new KitOutcome.Absent();
            case "already-dispensed" -> new KitOutcome.AlreadyDispensed();
            case "nothing" -> new KitOutcome.Nothing();
            default -> throw new IllegalStateException("The database answered with an unknown outcome: " + outcome);
        };
    }

    private static Opening opening(String outcome) {
        return switch (outcome) {
            case "opened" -> Opening.OPENED;
            case "same" -> Opening.SAME_NAME;
            case "other" -> Opening.OTHER_NAME;
            default -> throw new IllegalStateException("The database answered with an unknown outcome: " + outcome);
        };
    }
}
