package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.SiteScope;
import org.equipoise.randomizer.domain.allocation.Stratification.Placement;

/**
 * People try a study out before it is live: they randomize subjects that do not exist, from a test list, and supply site
 * and stratification values themselves. Nothing of it reaches the case report forms.
 */
@ApplicationScoped
public class RandomizeTestSubject {

    private static final String SITE = "site";

    private final PlanStore plans;
    private final TestAllocationStore allocations;
    private final AllocateAdaptively adaptively;
    private final Clock clock;

    public RandomizeTestSubject(
            PlanStore plans, TestAllocationStore allocations, AllocateAdaptively adaptively, Clock clock) {
        this.plans = plans;
        this.allocations = allocations;
        this.adaptively = adaptively;
        this.clock = clock;
    }

    /** Whom to randomize for a test, where, and in which stratum. */
    public record Command(
            String study, String subject, String site, Map<String, String> strata, UniqueRequest request) {}

    /**
     * Randomizes from the study's last test list.
     *
     * @throws Refusal {@code plan-not-active} without a test list; {@code already-active} once the study is live;
     *     {@code stratum-unknown}, {@code already-randomized}, {@code list-exhausted} or {@code key-reused}
     */
    public Uni<TestRandomization> randomize(Command command, Actor actor) {
        return Uncancelled.run(testList(command.study())
                .flatMap(list -> allocate(list, request(command, list, actor)))
                .map(outcome -> outcome.orElseThrow(
                        () -> Refusal.of(ProblemType.ALREADY_ACTIVE, "The study " + command.study() + " is live.")
                                .fix("Randomize real subjects; tests end when a study goes live.")))
                .map(outcome -> TestRandomization.of(answer(outcome))));
    }

    private Uni<Optional<AllocationOutcome>> allocate(ActiveList list, AllocationRequest request) {
        return list.source() == ListSource.ADAPTIVE ? adaptively.allocateTest(request) : allocations.allocate(request);
    }

    /** Randomizations from the study's last test list, in the order of subjects. */
    public Uni<Page<TestRandomization>> page(String study, SiteScope sites, Optional<String> after, int limit) {
        return plans.testList(study)
                .flatMap(list -> list.isPresent()
                        ? allocations.page(list.get().list(), sites, after.orElse(""), limit + 1)
                        : Uni.createFrom().item(List.<Randomization>of()))
                .map(rows -> Page.of(rows, limit, TestRandomization::of, Randomization::subject));
    }

    private Uni<ActiveList> testList(String study) {
        return plans.testList(study)
                .map(found -> found.orElseThrow(
                        () -> Refusal.of(ProblemType.PLAN_NOT_ACTIVE, "The study " + study + " has no test list.")
                                .fix("Have a published plan activated with the purpose 'test' first.")));
    }

    private AllocationRequest request(Command command, ActiveList list, Actor actor) {
        Map<String, String> values = new HashMap<>(command.strata());
        values.put(SITE, command.site());
        Placement placement = list.terms().stratification().place(values);
        if (placement instanceof Placement.NotPlaced notPlaced) {
            throw Refusals.stratumUnknown(command.subject(), notPlaced.misfits());
        }
        return new AllocationRequest(
                command.study(),
                list.list(),
                ((Placement.Placed) placement).stratum(),
                command.subject(),
                command.site(),
                command.request(),
                false,
                Times.now(clock),
                actor.facts());
    }

    private static Randomization answer(AllocationOutcome outcome) {
        if (outcome instanceof AllocationOutcome.Allocated allocated) {
            return allocated.randomization().randomization();
        }
        if (outcome instanceof AllocationOutcome.Replayed replayed) {
            return replayed.randomization().randomization();
        }
        if (outcome instanceof AllocationOutcome.AlreadyRandomized already) {
            throw Refusals.alreadyRandomized(already.randomization().randomization());
        }
        if (outcome instanceof AllocationOutcome.Closed closed) {
            throw Closures.refusal(closed.why());
        }
        if (outcome instanceof AllocationOutcome.StratumExhausted) {
            throw Refusals.listExhausted(
                    "Every allocation prepared for the subject's stratum is taken.", "stratum-exhausted");
        }
        throw Refusals.keyReused();
    }
}
