package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.SiteScope;
import org.equipoise.randomizer.domain.kit.KitAction;
import org.equipoise.randomizer.domain.kit.KitPlace;

/** A pharmacist books what happened to one kit: damage, loss, return, quarantine, release or destruction. */
@ApplicationScoped
public class AccountForKit {

    private final KitStore kits;
    private final KitShelf shelf;
    private final Clock clock;

    public AccountForKit(KitStore kits, KitShelf shelf, Clock clock) {
        this.kits = kits;
        this.shelf = shelf;
        this.clock = clock;
    }

    /**
     * What happened.
     *
     * @param sites at which sites the caller accounts for kits; kits elsewhere need the whole study
     */
    public record Command(
            String study, String kit, KitAction action, String reason, SiteScope sites, UniqueRequest request) {}

    /** What was booked. */
    public record Booked(
            @Schema(description = "The number on the medication")
            String kit,

            @Schema(description = "What was done") String action,
            @Schema(description = "The state of the kit") String state,
            @Schema(description = "When") Instant at) {}

    /**
     * Books an action.
     *
     * @throws Refusal {@code not-found} for a kit out of scope; {@code state-conflict} if the kit's state does not permit
     *     it; {@code key-reused}
     */
    public Uni<Booked> book(Command command, Actor actor) {
        return Uncancelled.run(shelf.find(command.study(), command.kit())
                .map(found -> found.filter(kit -> inScope(command.sites(), kit.place()))
                        .orElseThrow(Refusal::notFound))
                .flatMap(kit -> kits.prior(command.study(), command.request())
                        .flatMap(prior -> prior instanceof KitOutcome.Nothing
                                ? kits.account(booking(command, kit, actor))
                                : Uni.createFrom().item(prior)))
                .map(outcome -> KitAnswers.answer(outcome, Booked.class)));
    }

    static boolean inScope(SiteScope sites, KitPlace place) {
        return switch (place.kind()) {
            case SITE -> sites.includes(place.id());
            case DEPOT, SHIPMENT -> sites.wholeStudy();
        };
    }

    private KitBooking booking(Command command, SealedKit kit, Actor actor) {
        if (!command.action().isBookedAlone() || !command.action().isPermittedFrom(kit.state())) {
            throw KitRefusals.notPermitted(kit.number(), kit.state(), command.action());
        }
        Instant at = Times.now(clock);
        Map<String, String> facts = new HashMap<>(actor.facts());
        facts.put("reason", command.reason());
        Booked booked = new Booked(
                kit.number(), command.action().code(), command.action().result().code(), at);
        return new KitBooking(
                command.study(),
                command.request(),
                KitAnswers.text(booked),
                List.of(KitChange.of(kit, command.action())),
                at,
                facts);
    }
}
