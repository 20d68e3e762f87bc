package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.equipoise.randomizer.domain.kit.Kit;

/**
 * Allocates under a plan with managed kits. The database cannot see what is in a kit, so a kit is proposed for the arm of
 * the next position, and one statement commits the allocation if position and kit are both still free. If not, the next
 * proposal is made on fresh state.
 *
 * <p>Whether the site is out of kits is decided before the arm is looked at, and for every arm alike.
 */
@ApplicationScoped
public class AllocateKit {

    private static final int MOST_ATTEMPTS = 30;

    private final AllocationStore allocations;
    private final KitShelf shelf;
    private final KitSupplies supplies;
    private final Turns turns;

    public AllocateKit(AllocationStore allocations, KitShelf shelf, KitSupplies supplies, Turns turns) {
        this.allocations = allocations;
        this.shelf = shelf;
        this.supplies = supplies;
        this.turns = turns;
    }

    /** Allocates; the outcome is {@code Stale} only if others were faster {@value #MOST_ATTEMPTS} times. */
    Uni<AllocationOutcome> allocate(ActiveList active, AllocationRequest request) {
        return supplies.of(active.plan())
                .flatMap(supply -> turns.inTurn(
                        request.study() + " " + request.site(),
                        () -> KitAttempts.until(
                                () -> attempt(supply, request),
                                outcome -> !(outcome instanceof AllocationOutcome.Stale),
                                MOST_ATTEMPTS)));
    }

    private Uni<AllocationOutcome> attempt(KitSupply supply, AllocationRequest request) {
        return shelf.basis(request).flatMap(basis -> allocations.allocate(request, proposal(supply, request, basis)));
    }

    private static Optional<KitProposal> proposal(KitSupply supply, AllocationRequest request, KitShelf.Basis basis) {
        return basis.next()
                .flatMap(arm -> kit(supply, request, basis.free(), supply.openArm(arm))
                        .map(kit -> new KitProposal(arm.position(), kit)));
    }

    /** The kit for an arm at the request's site and time; nothing if the site is out, whatever the arm. */
    private static Optional<String> kit(KitSupply supply, AllocationRequest request, List<SealedKit> free, String arm) {
        return supply.stock(free, request.at()).next(arm, supply.order()).map(Kit::number);
    }
}
