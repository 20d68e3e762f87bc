package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.domain.allocation.Objection;
import org.equipoise.randomizer.domain.kit.Kit;
import org.equipoise.randomizer.domain.kit.KitBatch;
import org.equipoise.randomizer.domain.kit.KitPlace;
import org.equipoise.randomizer.domain.kit.KitRegistration;
import org.equipoise.randomizer.domain.kit.KitState;

/** A pharmacist of the whole study enters new kits, all types together, and gets their numbers. */
@ApplicationScoped
public class RegisterKits {

    private final KitStore kits;
    private final KitShelf shelf;
    private final KitSupplies supplies;
    private final Clock clock;

    public RegisterKits(KitStore kits, KitShelf shelf, KitSupplies supplies, Clock clock) {
        this.kits = kits;
        this.shelf = shelf;
        this.supplies = supplies;
        this.clock = clock;
    }

    /** What is registered. */
    public record Command(String study, String depot, List<KitBatch> batches, UniqueRequest request) {}

    /** The kits of a registration by number, for whoever labels them. */
    public record Registered(
            @Schema(description = "The depot") String depot,

            @Schema(description = "When they were registered")
            Instant registeredAt,

            @Schema(description = "The kits") List<Item> kits) {

        /** Their number only: this must not reach a log with their types. */
        @Override
        public String toString() {
            return "Registered[" + depot + ", " + kits.size() + " kits]";
        }
    }

    /** A kit and what must be in it. */
    public record Item(
            @Schema(description = "The number on the medication")
            String kit,

            @Schema(description = "The type of kit") String type,
            @Schema(description = "The lot") String lot,
            @Schema(description = "The last day of use") LocalDate expiry) {}

    /** What is kept of a registration. */
    record Kept(String depot, int first, int count, Instant at) {}

    /**
     * Registers kits.
     *
     * @throws Refusal {@code invalid-value} with every fault; {@code not-found} without the depot; {@code key-reused}
     */
    public Uni<Registered> register(Command command, Actor actor) {
        return Uncancelled.run(supplies.of(command.study()).flatMap(supply -> {
            Instant at = Times.now(clock);
            List<Objection> objections =
                    KitRegistration.objections(command.batches(), supply.types(), KitSupply.day(at));
            if (!objections.isEmpty()) {
                throw KitRefusals.faulty(objections);
            }
            return KitAttempts.untilFresh(() -> attempt(command, supply, at, actor))
                    .map(outcome -> kept(command, outcome))
                    .flatMap(kept -> registered(command.study(), supply, kept));
        }));
    }

    private Uni<KitOutcome> attempt(Command command, KitSupply supply, Instant at, Actor actor) {
        return shelf.registered(command.study()).flatMap(before -> {
            List<Kit> added = supply.registration().kits(command.batches(), before);
            KitPlace place = KitPlace.depot(command.depot());
            List<SealedKit> stored = added.stream()
                    .map(kit -> new SealedKit(kit.number(), supply.seal(kit), KitState.AVAILABLE, place))
                    .toList();
            KitBooking booking = new KitBooking(
                    command.study(),
                    command.request(),
                    KitAnswers.text(new Kept(command.depot(), before, added.size(), at)),
                    List.of(),
                    at,
                    actor.facts());
            return kits.register(booking, command.depot(), before, stored);
        });
    }

    private static Kept kept(Command command, KitOutcome outcome) {
        if (outcome instanceof KitOutcome.Absent) {
            throw Refusal.of(ProblemType.NOT_FOUND, "Depot " + command.depot() + " is not open.")
                    .fix("Open the depot first.");
        }
        return KitAnswers.answer(outcome, Kept.class);
    }

    private Uni<Registered> registered(String study, KitSupply supply, Kept kept) {
        List<String> numbers = supply.registration().numbers(kept.first(), kept.count());
        return shelf.find(study, numbers)
                .map(stored -> new Registered(
                        kept.depot(),
                        kept.at(),
                        supply.open(stored).stream().map(RegisterKits::item).toList()));
    }

    private static Item item(Kit kit) {
        return new Item(
                kit.number(),
                kit.content().type(),
                kit.content().lot(),
                kit.content().expiry());
    }
}
