package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.SiteScope;
import org.equipoise.randomizer.domain.allocation.Objection;
import org.equipoise.randomizer.domain.kit.Kit;
import org.equipoise.randomizer.domain.kit.KitAction;
import org.equipoise.randomizer.domain.kit.KitPlace;
import org.equipoise.randomizer.domain.kit.KitStock;
import org.equipoise.randomizer.domain.kit.ShipmentState;

/**
 * A pharmacist has kits set aside at a depot for a site: those that expire first, as far as possible as many of each type for
 * one day, and of every type some, so that whoever unpacks them does not see which are alike.
 */
@ApplicationScoped
public class RequestShipment {

    private static final int MOST_OF_A_TYPE = 1_000;

    private final KitStore kits;
    private final KitShelf shelf;
    private final KitSupplies supplies;
    private final SecretSource secrets;
    private final Clock clock;

    public RequestShipment(KitStore kits, KitShelf shelf, KitSupplies supplies, SecretSource secrets, Clock clock) {
        this.kits = kits;
        this.shelf = shelf;
        this.supplies = supplies;
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * A request for kits.
     *
     * @param sites for which sites the caller may ask
     * @param contents how many of which type
     */
    public record Command(
            String study,
            String depot,
            String site,
            Map<String, Integer> contents,
            SiteScope sites,
            UniqueRequest request) {}

    /**
     * Asks for a shipment.
     *
     * @throws Refusal {@code not-found} for a site out of scope; {@code invalid-value}; {@code out-of-kits} if the depot
     *     has too few; {@code key-reused}
     */
    public Uni<Shipment> request(Command command, Actor actor) {
        if (!command.sites().includes(command.site())) {
            throw Refusal.notFound();
        }
        return Uncancelled.run(supplies.of(command.study())
                .flatMap(supply -> {
                    List<Objection> objections = objections(command.contents(), supply.types());
                    if (!objections.isEmpty()) {
                        throw KitRefusals.faulty(objections);
                    }
                    return KitAttempts.untilFresh(() -> attempt(command, supply, actor));
                })
                .map(outcome -> KitAnswers.answer(outcome, Shipment.class)));
    }

    /** Whether the request was answered before is asked last, so that what was read cannot be its own effect. */
    private Uni<KitOutcome> attempt(Command command, KitSupply supply, Actor actor) {
        return shelf.free(command.study(), KitPlace.depot(command.depot()))
                .flatMap(free -> kits.prior(command.study(), command.request())
                        .flatMap(prior -> prior instanceof KitOutcome.Nothing
                                ? request(command, supply, free, actor)
                                : Uni.createFrom().item(prior)));
    }

    private Uni<KitOutcome> request(Command command, KitSupply supply, List<SealedKit> free, Actor actor) {
        Instant at = Times.now(clock);
        Set<String> chosen = chosen(command, supply, supply.stock(free, at));
        List<KitChange> changes = free.stream()
                .filter(kit -> chosen.contains(kit.number()))
                .map(kit -> KitChange.of(kit, KitAction.ALLOT))
                .toList();
        Shipment shipment = new Shipment(
                secrets.identifier(),
                command.depot(),
                command.site(),
                ShipmentState.REQUESTED,
                at,
                at,
                changes.stream().map(KitChange::kit).sorted().toList());
        KitBooking booking = new KitBooking(
                command.study(), command.request(), KitAnswers.text(shipment), changes, at, actor.facts());
        return kits.request(booking, new KitStore.Route(shipment.shipment(), command.depot(), command.site()));
    }

    private static Set<String> chosen(Command command, KitSupply supply, KitStock stock) {
        Map<String, Integer> usable = stock.usable();
        Map<String, Integer> missing = new TreeMap<>();
        command.contents().forEach((type, count) -> {
            if (usable.get(type) < count) {
                missing.put(type, count - usable.get(type));
            }
        });
        if (!missing.isEmpty()) {
            throw KitRefusals.tooFewAtDepot(command.depot(), missing);
        }
        return stock.packed(command.contents(), supply.order()).stream()
                .map(Kit::number)
                .collect(Collectors.toSet());
    }

    private static List<Objection> objections(Map<String, Integer> contents, Set<String> types) {
        List<Objection> objections = new ArrayList<>();
        contents.forEach((type, count) -> {
            if (!types.contains(type)) {
                objections.add(new Objection("contents", type, "use the codes of the plan's arms"));
            }
            if (count == null || count < 1 || count > MOST_OF_A_TYPE) {
                objections.add(new Objection("contents." + type, count, "use a number from 1 to " + MOST_OF_A_TYPE));
            }
        });
        if (!contents.keySet().containsAll(types)) {
            objections.add(new Objection(
                    "contents",
                    contents.keySet(),
                    "send at least one kit of every type, so that nobody sees which kits are alike"));
        }
        return objections;
    }
}
