package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.SiteScope;
import org.equipoise.randomizer.domain.kit.Kit;
import org.equipoise.randomizer.domain.kit.KitAction;
import org.equipoise.randomizer.domain.kit.KitState;

/**
 * A subject gets a kit for a later dose, or another one for a kit that is lost or damaged: of the subject's own type,
 * which the answer does not tell, and from the site's stock. Whether the site is out is the same for every subject.
 */
@ApplicationScoped
public class DispenseKit {

    private final AllocationStore allocations;
    private final KitStore kits;
    private final KitShelf shelf;
    private final KitSupplies supplies;
    private final Turns turns;
    private final Clock clock;

    public DispenseKit(
            AllocationStore allocations,
            KitStore kits,
            KitShelf shelf,
            KitSupplies supplies,
            Turns turns,
            Clock clock) {
        this.allocations = allocations;
        this.kits = kits;
        this.shelf = shelf;
        this.supplies = supplies;
        this.turns = turns;
        this.clock = clock;
    }

    /**
     * A request for a kit.
     *
     * @param sites where the caller may dispense
     * @param replacement which kit is replaced and why, if this is a replacement
     */
    public record Command(
            String study,
            String subject,
            String dose,
            SiteScope sites,
            Optional<Replacement> replacement,
            UniqueRequest request) {}

    /**
     * A kit that has to be replaced.
     *
     * @param action what happened to it: {@link KitAction#DAMAGE} or {@link KitAction#LOSE}
     */
    public record Replacement(String kit, KitAction action, String reason) {}

    /** A subject's dispensings with the site to which the subject belongs. */
    private record Past(String site, List<Dispensing> dispensings) {

        List<Dispensing> of(String dose) {
            return dispensings.stream()
                    .filter(dispensing -> dispensing.dose().equals(dose))
                    .sorted(Comparator.comparingInt(Dispensing::round))
                    .toList();
        }
    }

    /**
     * Dispenses a kit.
     *
     * @throws Refusal {@code not-found} for a subject that is not randomized, or not in scope;
     *     {@code already-dispensed}; {@code out-of-kits}; {@code state-conflict}; {@code key-reused}
     */
    public Uni<Dispensing> dispense(Command command, Actor actor) {
        return Uncancelled.run(site(command)
                .flatMap(site -> turns.inTurn(
                        command.study() + " " + site,
                        () -> KitAttempts.untilFresh(() -> attempt(command, site, actor))))
                .map(outcome -> KitAnswers.answer(outcome, Dispensing.class)));
    }

    /** What was dispensed to a subject, in the order in which it was. */
    public Uni<List<Dispensing>> dispensings(String study, String subject, SiteScope sites) {
        return allocations
                .find(study, subject)
                .map(found -> found.filter(row -> sites.includes(row.site())).orElseThrow(Refusal::notFound))
                .flatMap(row -> shelf.dispensings(study, subject));
    }

    private Uni<String> site(Command command) {
        return allocations
                .find(command.study(), command.subject())
                .map(found -> found.filter(row -> command.sites().includes(row.site()))
                        .orElseThrow(Refusal::notFound)
                        .site());
    }

    /** Whether the request was answered before is asked last, so that what was read cannot be its own effect. */
    private Uni<KitOutcome> attempt(Command command, String site, Actor actor) {
        return shelf.dispensings(command.study(), command.subject())
                .flatMap(dispensings -> kits.prior(command.study(), command.request())
                        .flatMap(prior -> prior instanceof KitOutcome.Nothing
                                ? decide(command, new Past(site, dispensings), actor)
                                : Uni.createFrom().item(prior)));
    }

    private Uni<KitOutcome> decide(Command command, Past past, Actor actor) {
        if (past.of(Dispensing.RANDOMIZATION).isEmpty()) {
            throw KitRefusals.notFromStock(command.subject());
        }
        return command.replacement()
                .map(replacement -> replace(command, replacement, past, actor))
                .orElseGet(() -> first(command, past, actor));
    }

    private Uni<KitOutcome> first(Command command, Past past, Actor actor) {
        List<Dispensing> earlier = past.of(command.dose());
        if (!earlier.isEmpty()) {
            throw KitRefusals.alreadyDispensed(earlier.get(earlier.size() - 1));
        }
        return hand(command, past, 1, List.of(), actor);
    }

    private Uni<KitOutcome> replace(Command command, Replacement replacement, Past past, Actor actor) {
        List<Dispensing> earlier = past.of(command.dose());
        if (earlier.isEmpty() || !earlier.get(earlier.size() - 1).kit().equals(replacement.kit())) {
            throw KitRefusals.notThePresentKit(command.subject(), command.dose());
        }
        return shelf.find(command.study(), replacement.kit())
                .flatMap(kit -> hand(
                        command, past, earlier.size() + 1, changes(command, replacement, kit.orElseThrow()), actor));
    }

    /** What happens to the old kit; nothing, if the loss or damage has been booked already. */
    private static List<KitChange> changes(Command command, Replacement replacement, SealedKit old) {
        if (old.state() == KitState.DAMAGED || old.state() == KitState.LOST) {
            return List.of();
        }
        if (old.state() != KitState.DISPENSED) {
            throw KitRefusals.notThePresentKit(command.subject(), command.dose());
        }
        return List.of(KitChange.of(old, replacement.action()));
    }

    /** What is given from a shelf of a version; no kit if the site is out. */
    private record Choice(long shelf, Optional<String> kit) {}

    private Uni<KitOutcome> hand(Command command, Past past, int round, List<KitChange> changes, Actor actor) {
        Instant at = Times.now(clock);
        return supplies.of(command.study())
                .flatMap(supply -> type(command.study(), past, supply)
                        .flatMap(type -> shelf.shelf(command.study(), past.site())
                                .map(shelf -> new Choice(shelf.version(), supply.next(shelf, type, at)))))
                .flatMap(choice -> {
                    if (choice.kit().isEmpty()) {
                        return outUnlessAnswered(command);
                    }
                    Dispensing dispensing = new Dispensing(
                            command.subject(),
                            command.dose(),
                            round,
                            choice.kit().get(),
                            at);
                    KitBooking booking = new KitBooking(
                            command.study(),
                            command.request(),
                            KitAnswers.text(dispensing),
                            changes,
                            at,
                            facts(command, actor));
                    Optional<String> replaced = command.replacement().map(Replacement::kit);
                    return kits.dispense(
                            booking, new KitStore.Handover(past.site(), dispensing, choice.shelf(), replaced));
                })
                .map(DispenseKit::staleIfOvertaken);
    }

    /** The last kit may have gone to this very request, sent twice. */
    private Uni<KitOutcome> outUnlessAnswered(Command command) {
        return kits.prior(command.study(), command.request()).invoke(prior -> {
            if (prior instanceof KitOutcome.Nothing) {
                throw KitRefusals.outOfKits();
            }
        });
    }

    /** Another request for the same dose came first: the next look at the subject's dispensings says so. */
    private static KitOutcome staleIfOvertaken(KitOutcome outcome) {
        return outcome instanceof KitOutcome.AlreadyDispensed || outcome instanceof KitOutcome.Absent
                ? new KitOutcome.Stale()
                : outcome;
    }

    private Uni<String> type(String study, Past past, KitSupply supply) {
        return shelf.find(study, past.of(Dispensing.RANDOMIZATION).get(0).kit())
                .map(found -> supply.open(found.orElseThrow()))
                .map(Kit::content)
                .map(content -> content.type());
    }

    private static Map<String, String> facts(Command command, Actor actor) {
        Map<String, String> facts = new HashMap<>(actor.facts());
        command.replacement().ifPresent(replacement -> {
            facts.put("reason", replacement.reason());
            facts.put("replaces", replacement.kit());
        });
        return facts;
    }
}
