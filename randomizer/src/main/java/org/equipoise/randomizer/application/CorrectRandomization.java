package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.application.CorrectionStore.NewCorrection;
import org.equipoise.randomizer.application.CorrectionStore.Outcome;
import org.equipoise.randomizer.domain.allocation.Stratification.Placement;
import org.equipoise.randomizer.domain.allocation.Stratum;

/**
 * A data manager records that a subject was randomized in error or in the wrong stratum. The randomization stays as it
 * was: it is not undone, its place is not used again, and the subject is not randomized a second time.
 */
@ApplicationScoped
public class CorrectRandomization {

    private final PlanStore plans;
    private final CorrectionStore corrections;
    private final Clock clock;

    public CorrectRandomization(PlanStore plans, CorrectionStore corrections, Clock clock) {
        this.plans = plans;
        this.corrections = corrections;
        this.clock = clock;
    }

    /**
     * Marks a randomization as made in error.
     *
     * @throws Refusal {@code not-found} if the subject is not randomized; {@code state-conflict} with the mark if it was
     *     marked before; {@code key-reused}
     */
    public Uni<Correction> markInError(
            String study, String subject, String reason, UniqueRequest request, Actor actor) {
        return record(new NewCorrection(study, subject, Optional.empty(), reason), request, actor);
    }

    /**
     * Records the stratum that would have been right, beside the one of the randomization.
     *
     * @throws Refusal {@code not-found} if the subject is not randomized; {@code stratum-unknown}; {@code key-reused}
     */
    public Uni<Correction> correctStratum(NewStratum correct, UniqueRequest request, Actor actor) {
        return plans.active(correct.study())
                .map(active -> active.orElseThrow(() -> Refusals.noActivePlan(correct.study())))
                .map(active -> stratum(correct, active))
                .flatMap(stratum -> record(
                        new NewCorrection(correct.study(), correct.subject(), Optional.of(stratum), correct.reason()),
                        request,
                        actor));
    }

    /** The stratification values that a subject should have been randomized with. */
    public record NewStratum(String study, String subject, Map<String, String> strata, String reason) {}

    private static Stratum stratum(NewStratum correct, ActiveList active) {
        Placement placement = active.terms().stratification().place(correct.strata());
        if (placement instanceof Placement.NotPlaced notPlaced) {
            throw Refusals.stratumUnknown(correct.subject(), notPlaced.misfits());
        }
        return ((Placement.Placed) placement).stratum();
    }

    private Uni<Correction> record(NewCorrection correction, UniqueRequest request, Actor actor) {
        return Uncancelled.run(
                corrections.record(correction, request, Times.now(clock), actor).map(CorrectRandomization::answer));
    }

    private static Correction answer(Outcome outcome) {
        if (outcome instanceof Outcome.Stands stands) {
            return stands.correction();
        }
        if (outcome instanceof Outcome.NotRandomized) {
            throw Refusal.notFound();
        }
        if (outcome instanceof Outcome.AlreadyMarked marked) {
            throw Refusal.of(
                            ProblemType.STATE_CONFLICT,
                            "The randomization of subject "
                                    + marked.correction().subject() + " was marked as made in error at "
                                    + marked.correction().at() + ".")
                    .fix("Nothing is left to do; the mark stays with its reason.")
                    .with("mark", marked.correction());
        }
        throw Refusals.keyReused();
    }
}
