package org.equipoise.randomizer.persistence;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.equipoise.platform.security.SiteScope;
import org.equipoise.randomizer.application.AllocationRequest;
import org.equipoise.randomizer.application.AuditEntry;
import org.equipoise.randomizer.application.Dispensing;
import org.equipoise.randomizer.application.KitShelf;
import org.equipoise.randomizer.application.KitStore.Depot;
import org.equipoise.randomizer.application.SealedArm;
import org.equipoise.randomizer.application.SealedKit;
import org.equipoise.randomizer.application.Shipment;
import org.equipoise.randomizer.application.SiteShelf;
import org.equipoise.randomizer.domain.kit.KitPlace;
import org.equipoise.randomizer.domain.kit.KitState;
import org.equipoise.randomizer.domain.kit.ShipmentState;

@ApplicationScoped
class PostgresKitShelf implements KitShelf {

    private static final String FREE = """
            SELECT kit, content, state, place FROM kit
            WHERE study = $1 AND place = $2 AND state = 'available' ORDER BY kit""";
    /** Every kit of every delivery, whatever is in it and wherever it is now; nothing is picked here. */
    private static final String DELIVERED = """
            v.version, s.shipment, s.changed_at, k.kit, k.content, k.state, k.place
            FROM (SELECT 1) one
            LEFT JOIN kit_shelf v ON v.study = $1 AND v.site = $2
            LEFT JOIN shipment s ON s.study = $1 AND s.site = $2 AND s.state = 'received'
            LEFT JOIN shipment_kit c ON c.study = s.study AND c.shipment = s.shipment
            LEFT JOIN kit k ON k.study = c.study AND k.kit = c.kit""";

    private static final String SHELF = "SELECT " + DELIVERED + " ORDER BY k.kit";
    private static final String BASIS = "SELECT e.at_position, e.sealed_arm, " + DELIVERED
            + " LEFT JOIN next_entry($1, $3, $4) e ON true ORDER BY k.kit";
    private static final String FIND =
            "SELECT kit, content, state, place FROM kit WHERE study = $1 AND kit = ANY ($2) ORDER BY kit";
    private static final String PAGE = """
            SELECT kit, content, state, place FROM kit
            WHERE study = $1 AND kit > $2 AND ($3 OR place = ANY ($4)) ORDER BY kit LIMIT $5""";
    private static final String HISTORY = """
            SELECT id, stream, seq, at, entry, previous_hash, hash FROM audit_entry
            WHERE stream = $1 AND seq > $2 ORDER BY seq LIMIT $3""";
    private static final String SHIPMENTS = """
            SELECT s.shipment, s.depot, s.site, s.state, s.requested_at, s.changed_at,
                   (SELECT array_agg(k.kit ORDER BY k.kit) FROM shipment_kit k
                    WHERE k.study = s.study AND k.shipment = s.shipment) AS kits
            FROM shipment s WHERE s.study = $1 AND""";
    private static final String SHIPMENT = SHIPMENTS + " s.shipment = $2";
    private static final String SHIPMENT_PAGE =
            SHIPMENTS + " s.shipment > $2 AND ($3 OR s.site = ANY ($4)) ORDER BY s.shipment LIMIT $5";
    private static final String REGISTERED = "SELECT registered FROM kit_series WHERE study = $1";
    private static final String DEPOTS = "SELECT depot, name FROM depot WHERE study = $1 ORDER BY depot";
    private static final String DISPENSINGS = """
            SELECT subject, dose, round, kit, dispensed_at FROM dispensing
            WHERE study = $1 AND subject = $2 ORDER BY turn""";

    private final Pool pool;

    PostgresKitShelf(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<List<SealedKit>> free(String study, KitPlace place) {
        return all(new Statement(FREE).with(study).with(place.text()), PostgresKitShelf::kit);
    }

    @Override
    public Uni<SiteShelf> shelf(String study, String site) {
        return new Statement(SHELF).with(study).with(site).on(pool).map(PostgresKitShelf::shelf);
    }

    @Override
    public Uni<Basis> basis(AllocationRequest request) {
        return new Statement(BASIS)
                .with(request.study())
                .with(request.site())
                .with(request.list())
                .with(request.stratum().key())
                .on(pool)
                .map(rows -> new Basis(next(request, rows.iterator().next()), shelf(rows)));
    }

    private static Optional<SealedArm> next(AllocationRequest request, Row row) {
        return Optional.ofNullable(row.getInteger("at_position"))
                .map(position -> new SealedArm(
                        request.subject(),
                        request.list(),
                        request.stratum().key(),
                        position,
                        row.getBuffer("sealed_arm").getBytes()));
    }

    private static SiteShelf shelf(RowSet<Row> rows) {
        long version = 0;
        List<SiteShelf.Shelved> shelved = new ArrayList<>();
        for (Row row : rows) {
            version = Optional.ofNullable(row.getLong("version")).orElse(0L);
            if (row.getString("kit") != null) {
                SealedKit kit = kit(row);
                shelved.add(new SiteShelf.Shelved(
                        kit,
                        row.getString("shipment"),
                        RandomizationRows.instant(row, "changed_at"),
                        kit.state() == KitState.AVAILABLE));
            }
        }
        return new SiteShelf(version, shelved);
    }

    @Override
    public Uni<Optional<SealedKit>> find(String study, String kit) {
        return find(study, List.of(kit)).map(kits -> kits.stream().findFirst());
    }

    @Override
    public Uni<List<SealedKit>> find(String study, List<String> kits) {
        return all(new Statement(FIND).with(study).with(kits.toArray(String[]::new)), PostgresKitShelf::kit);
    }

    @Override
    public Uni<List<SealedKit>> page(String study, SiteScope sites, String after, int limit) {
        Statement statement = new Statement(PAGE)
                .with(study)
                .with(after)
                .with(sites.wholeStudy())
                .with(sites.sites().stream()
                        .map(site -> KitPlace.site(site).text())
                        .toArray(String[]::new))
                .with(limit);
        return all(statement, PostgresKitShelf::kit);
    }

    @Override
    public Uni<List<AuditEntry>> history(String study, String kit, long after, int limit) {
        return all(
                new Statement(HISTORY).with(study + "/kit/" + kit).with(after).with(limit), PostgresKitShelf::entry);
    }

    @Override
    public Uni<Optional<Shipment>> shipment(String study, String shipment) {
        return all(new Statement(SHIPMENT).with(study).with(shipment), PostgresKitShelf::shipment)
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Uni<List<Shipment>> shipments(String study, SiteScope sites, String after, int limit) {
        Statement statement = new Statement(SHIPMENT_PAGE)
                .with(study)
                .with(after)
                .with(sites.wholeStudy())
                .with(sites.sites().toArray(String[]::new))
                .with(limit);
        return all(statement, PostgresKitShelf::shipment);
    }

    @Override
    public Uni<Integer> registered(String study) {
        return new Statement(REGISTERED)
                .with(study)
                .on(pool)
                .map(rows -> rows.iterator().next().getInteger("registered"));
    }

    @Override
    public Uni<List<Depot>> depots(String study) {
        return all(new Statement(DEPOTS).with(study), row -> new Depot(row.getString("depot"), row.getString("name")));
    }

    @Override
    public Uni<List<Dispensing>> dispensings(String study, String subject) {
        return all(new Statement(DISPENSINGS).with(study).with(subject), PostgresKitShelf::dispensing);
    }

    private <T> Uni<List<T>> all(Statement statement, Function<Row, T> read) {
        return statement
                .on(pool)
                .flatMap(rows -> rows.toMulti().map(read).collect().asList());
    }

    private static SealedKit kit(Row row) {
        return new SealedKit(
                row.getString("kit"),
                row.getBuffer("content").getBytes(),
                KitState.of(row.getString("state")),
                KitPlace.parse(row.getString("place")));
    }

    private static AuditEntry entry(Row row) {
        return new AuditEntry(
                row.getLong("id"),
                row.getString("stream"),
                row.getLong("seq"),
                RandomizationRows.instant(row, "at"),
                row.getString("entry"),
                row.getString("previous_hash"),
                row.getString("hash"));
    }

    private static Shipment shipment(Row row) {
        return new Shipment(
                row.getString("shipment"),
                row.getString("depot"),
                row.getString("site"),
                ShipmentState.of(row.getString("state")),
                RandomizationRows.instant(row, "requested_at"),
                RandomizationRows.instant(row, "changed_at"),
                Arrays.asList(row.getArrayOfStrings("kits")));
    }

    private static Dispensing dispensing(Row row) {
        return new Dispensing(
                row.getString("subject"),
                row.getString("dose"),
                row.getInteger("round"),
                row.getString("kit"),
                RandomizationRows.instant(row, "dispensed_at"));
    }
}
