package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.application.KitStore.Depot;

/** A pharmacist of the whole study opens a depot. */
@ApplicationScoped
public class OpenDepot {

    private final KitStore kits;
    private final KitShelf shelf;
    private final KitSupplies supplies;
    private final Clock clock;

    public OpenDepot(KitStore kits, KitShelf shelf, KitSupplies supplies, Clock clock) {
        this.kits = kits;
        this.shelf = shelf;
        this.supplies = supplies;
        this.clock = clock;
    }

    /**
     * Opens a depot; repeating it with the same name changes nothing.
     *
     * @return whether this request opened it
     * @throws Refusal {@code state-conflict} if the depot has another name, or the plan does not manage kits
     */
    public Uni<Boolean> open(String study, Depot depot, Actor actor) {
        return Uncancelled.run(supplies.of(study)
                .flatMap(supply -> kits.openDepot(study, depot, Times.now(clock), actor))
                .map(opening -> switch (opening) {
                    case OPENED -> true;
                    case SAME_NAME -> false;
                    case OTHER_NAME ->
                        throw Refusal.of(
                                        ProblemType.STATE_CONFLICT,
                                        "Depot " + depot.depot() + " is open already, under another name.")
                                .fix("Choose another identifier.");
                }));
    }

    /** All depots of a study. */
    public Uni<List<Depot>> all(String study) {
        return shelf.depots(study);
    }
}
