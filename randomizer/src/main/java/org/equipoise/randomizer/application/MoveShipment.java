package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.SiteScope;
import org.equipoise.randomizer.domain.allocation.Objection;
import org.equipoise.randomizer.domain.kit.KitAction;
import org.equipoise.randomizer.domain.kit.KitCondition;
import org.equipoise.randomizer.domain.kit.KitPlace;
import org.equipoise.randomizer.domain.kit.ShipmentState;

/** A shipment is sent or cancelled at the depot, or received at the site kit by kit. */
@ApplicationScoped
public class MoveShipment {

    private final KitStore kits;
    private final KitShelf shelf;
    private final Clock clock;

    public MoveShipment(KitStore kits, KitShelf shelf, Clock clock) {
        this.kits = kits;
        this.shelf = shelf;
        this.clock = clock;
    }

    /** Which shipment, and of which sites' shipments the caller may speak. */
    public record Command(String study, String shipment, SiteScope sites, UniqueRequest request) {}

    /** The shipment leaves the depot. */
    public Uni<Shipment> send(Command command, Actor actor) {
        return move(
                command,
                ShipmentState.SENT,
                actor,
                (shipment, kit) -> KitChange.of(kit, KitAction.SEND, KitPlace.shipment(shipment.shipment())));
    }

    /** The shipment will not leave; its kits are free again. */
    public Uni<Shipment> cancel(Command command, Actor actor) {
        return move(command, ShipmentState.CANCELLED, actor, (shipment, kit) -> KitChange.of(kit, KitAction.SET_FREE));
    }

    /**
     * The shipment has arrived.
     *
     * @param conditions in what condition each of its kits is, by name
     */
    public Uni<Shipment> receive(Command command, Map<String, String> conditions, Actor actor) {
        return move(command, ShipmentState.RECEIVED, actor, (shipment, kit) -> {
            requireEach(shipment, conditions);
            KitAction action =
                    KitCondition.of(conditions.get(kit.number())).orElseThrow().action();
            return KitChange.of(kit, action, KitPlace.site(shipment.site()));
        });
    }

    private interface Step {
        KitChange of(Shipment shipment, SealedKit kit);
    }

    private Uni<Shipment> move(Command command, ShipmentState to, Actor actor, Step step) {
        return Uncancelled.run(shelf.shipment(command.study(), command.shipment())
                .map(found -> found.filter(shipment -> command.sites().includes(shipment.site()))
                        .orElseThrow(Refusal::notFound))
                .flatMap(shipment -> kits.prior(command.study(), command.request())
                        .flatMap(prior -> prior instanceof KitOutcome.Nothing
                                ? move(command, shipment, to, actor, step)
                                : Uni.createFrom().item(prior)))
                .map(outcome -> KitAnswers.answer(outcome, Shipment.class)));
    }

    private Uni<KitOutcome> move(Command command, Shipment shipment, ShipmentState to, Actor actor, Step step) {
        if (!to.canFollow(shipment.state())) {
            throw KitRefusals.shipmentIs(shipment.shipment(), shipment.state().code());
        }
        Instant at = Times.now(clock);
        Map<String, String> facts = new HashMap<>(actor.facts());
        facts.put("site", shipment.site());
        return shelf.find(command.study(), shipment.kits()).flatMap(stored -> {
            List<KitChange> changes =
                    stored.stream().map(kit -> step.of(shipment, kit)).toList();
            Shipment moved = new Shipment(
                    shipment.shipment(),
                    shipment.depot(),
                    shipment.site(),
                    to,
                    shipment.requestedAt(),
                    at,
                    shipment.kits());
            KitBooking booking =
                    new KitBooking(command.study(), command.request(), KitAnswers.text(moved), changes, at, facts);
            return kits.move(booking, shipment.shipment(), shipment.state(), to);
        });
    }

    private static void requireEach(Shipment shipment, Map<String, String> conditions) {
        List<Objection> objections = new ArrayList<>();
        for (String kit : new TreeSet<>(shipment.kits())) {
            Optional<KitCondition> condition =
                    Optional.ofNullable(conditions.get(kit)).flatMap(KitCondition::of);
            if (condition.isEmpty()) {
                objections.add(new Objection(
                        "conditions." + kit, conditions.get(kit), "say intact, damaged, in-doubt or missing"));
            }
        }
        for (String kit : new TreeSet<>(conditions.keySet())) {
            if (!shipment.kits().contains(kit)) {
                objections.add(new Objection("conditions." + kit, kit, "name only kits of this shipment"));
            }
        }
        if (!objections.isEmpty()) {
            throw KitRefusals.faulty(objections);
        }
    }
}
