package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.equipoise.platform.security.SiteScope;
import org.equipoise.randomizer.domain.kit.KitPlace;
import org.equipoise.randomizer.domain.kit.KitState;
import org.equipoise.randomizer.domain.kit.ShipmentState;

/** Kits in memory, with the rules of the store; {@link #overtaken} lets others be faster a number of times. */
class FakeKits implements KitStore, KitShelf {

    final Map<String, SealedKit> kits = new TreeMap<>();
    final Map<String, Shipment> shipments = new TreeMap<>();
    final List<Dispensing> dispensings = new ArrayList<>();
    final List<KitBooking> bookings = new ArrayList<>();
    int overtaken;
    Optional<SealedArm> next = Optional.empty();
    private final Map<String, KitBooking> requests = new HashMap<>();
    private SealedSeed seed;

    @Override
    public Uni<KitOutcome> prior(String study, UniqueRequest request) {
        KitBooking earlier = requests.get(request.key());
        if (earlier == null) {
            return outcome(new KitOutcome.Nothing());
        }
        return outcome(
                earlier.request().equals(request)
                        ? new KitOutcome.Replayed(earlier.answer())
                        : new KitOutcome.KeyReused());
    }

    @Override
    public Uni<Opening> openDepot(String study, Depot depot, Instant at, Actor actor) {
        return Uni.createFrom().item(Opening.OPENED);
    }

    @Override
    public Uni<Series> series(String study, SealedSeed offered) {
        seed = seed == null ? offered : seed;
        return Uni.createFrom().item(new Series(seed, kits.size()));
    }

    @Override
    public Uni<KitOutcome> register(KitBooking booking, String depot, int before, List<SealedKit> added) {
        return book(booking, before == kits.size(), () -> added.forEach(kit -> kits.put(kit.number(), kit)));
    }

    @Override
    public Uni<KitOutcome> account(KitBooking booking) {
        return book(booking, true, () -> {});
    }

    @Override
    public Uni<KitOutcome> request(KitBooking booking, Route route) {
        List<String> numbers =
                booking.changes().stream().map(KitChange::kit).sorted().toList();
        return book(
                booking,
                true,
                () -> shipments.put(
                        route.shipment(),
                        new Shipment(
                                route.shipment(),
                                route.depot(),
                                route.site(),
                                ShipmentState.REQUESTED,
                                booking.at(),
                                booking.at(),
                                numbers)));
    }

    @Override
    public Uni<KitOutcome> move(KitBooking booking, String shipment, ShipmentState from, ShipmentState to) {
        Shipment s = shipments.get(shipment);
        return book(
                booking,
                s.state() == from,
                () -> shipments.put(
                        shipment,
                        new Shipment(shipment, s.depot(), s.site(), to, s.requestedAt(), booking.at(), s.kits())));
    }

    @Override
    public Uni<KitOutcome> dispense(KitBooking booking, Handover handover) {
        SealedKit kit = kits.get(handover.dispensing().kit());
        boolean fresh = kit.state() == KitState.AVAILABLE && handover.shelf() == bookings.size();
        return book(booking, fresh, () -> {
            kits.put(kit.number(), new SealedKit(kit.number(), kit.content(), KitState.DISPENSED, kit.place()));
            dispensings.add(handover.dispensing());
        });
    }

    private Uni<KitOutcome> book(KitBooking booking, boolean fresh, Runnable effect) {
        if (overtaken > 0) {
            overtaken--;
            return outcome(new KitOutcome.Stale());
        }
        boolean asTaken = booking.changes().stream()
                .allMatch(change -> kits.get(change.kit()).state() == change.from()
                        && kits.get(change.kit()).place().equals(change.at()));
        if (!fresh || !asTaken) {
            return outcome(new KitOutcome.Stale());
        }
        booking.changes().forEach(change -> {
            SealedKit kit = kits.get(change.kit());
            kits.put(
                    kit.number(),
                    new SealedKit(kit.number(), kit.content(), change.action().result(), change.place()));
        });
        effect.run();
        requests.put(booking.request().key(), booking);
        bookings.add(booking);
        return outcome(new KitOutcome.Done(booking.answer()));
    }

    private static Uni<KitOutcome> outcome(KitOutcome outcome) {
        return Uni.createFrom().item(outcome);
    }

    @Override
    public Uni<List<SealedKit>> free(String study, KitPlace place) {
        return those(kit -> kit.state() == KitState.AVAILABLE && kit.place().equals(place));
    }

    @Override
    public Uni<SiteShelf> shelf(String study, String site) {
        List<SiteShelf.Shelved> shelved = shipments.values().stream()
                .filter(shipment -> shipment.site().equals(site) && shipment.state() == ShipmentState.RECEIVED)
                .flatMap(shipment -> shipment.kits().stream()
                        .map(kits::get)
                        .map(kit -> new SiteShelf.Shelved(
                                kit, shipment.shipment(), shipment.changedAt(), kit.state() == KitState.AVAILABLE)))
                .toList();
        return Uni.createFrom().item(new SiteShelf(bookings.size(), shelved));
    }

    @Override
    public Uni<Basis> basis(AllocationRequest request) {
        return shelf(request.study(), request.site()).map(shelf -> new Basis(next, shelf));
    }

    @Override
    public Uni<Optional<SealedKit>> find(String study, String kit) {
        return Uni.createFrom().item(Optional.ofNullable(kits.get(kit)));
    }

    @Override
    public Uni<List<SealedKit>> find(String study, List<String> numbers) {
        return those(kit -> numbers.contains(kit.number()));
    }

    @Override
    public Uni<List<SealedKit>> page(String study, SiteScope sites, String after, int limit) {
        return those(kit -> AccountForKit.inScope(sites, kit.place()));
    }

    @Override
    public Uni<List<AuditEntry>> history(String study, String kit, long after, int limit) {
        return Uni.createFrom().item(List.of());
    }

    @Override
    public Uni<Optional<Shipment>> shipment(String study, String shipment) {
        return Uni.createFrom().item(Optional.ofNullable(shipments.get(shipment)));
    }

    @Override
    public Uni<List<Shipment>> shipments(String study, SiteScope sites, String after, int limit) {
        return Uni.createFrom().item(List.copyOf(shipments.values()));
    }

    @Override
    public Uni<Integer> registered(String study) {
        return Uni.createFrom().item(kits.size());
    }

    @Override
    public Uni<List<Depot>> depots(String study) {
        return Uni.createFrom().item(List.of());
    }

    @Override
    public Uni<List<Dispensing>> dispensings(String study, String subject) {
        return Uni.createFrom()
                .item(dispensings.stream()
                        .filter(dispensing -> dispensing.subject().equals(subject))
                        .sorted(Comparator.comparing(Dispensing::round))
                        .toList());
    }

    private Uni<List<SealedKit>> those(Predicate<SealedKit> condition) {
        return Uni.createFrom().item(kits.values().stream().filter(condition).toList());
    }
}
