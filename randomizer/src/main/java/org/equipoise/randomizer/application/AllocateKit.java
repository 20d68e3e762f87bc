package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Allocates under a plan with managed kits. The database cannot see what is in a kit, so a kit is proposed for the arm of
 * the next position, and one statement commits the allocation if the position is still free and nothing has happened at the
 * site's shelf. If not, the next proposal is made on fresh state.
 *
 * <p>Whether the site is out of kits follows from counts and is decided for every arm alike; and a proposal is stale
 * whenever anything was dispensed at the site meanwhile, of whatever type.
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
                .flatMap(arm -> supply.next(basis.shelf(), supply.openArm(arm), request.at())
                        .map(kit -> new KitProposal(
                                arm.position(), kit, basis.shelf().version())));
    }
}
