package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.domain.allocation.Objection;
import org.equipoise.randomizer.domain.allocation.UploadedList;
import org.equipoise.randomizer.domain.plan.PlanDraft;
import org.equipoise.randomizer.domain.plan.PlanRules;
import org.equipoise.randomizer.domain.plan.RandomizationPlan;
import org.equipoise.randomizer.domain.predictability.Accrual;
import org.equipoise.randomizer.domain.predictability.Assessor;
import org.equipoise.randomizer.domain.predictability.PlanAssessment;

/**
 * A statistician compares plans before a trial begins: how well each arm could be guessed, how balanced the arms would be, and
 * whether a list could run out. Nothing is stored.
 */
@ApplicationScoped
public class AssessPlans {

    private static final int MOST_PLANS = 10;
    private static final int MOST_STRATA = 500;
    private static final int FEWEST_RUNS = 100;
    private static final long MOST_ALLOCATIONS = 2_000_000;

    /**
     * Plans to compare.
     *
     * @param plans each with its name
     * @param accrual whom the trial expects
     * @param runs how often a trial is simulated where it cannot be computed
     * @param seed of the simulation
     */
    public record Question(List<Named> plans, Accrual accrual, int runs, long seed) {}

    /** A plan under a name. */
    public record Named(String name, PlanDraft draft) {}

    /** What became of a plan under its name. */
    public record Assessed(String name, String method, PlanAssessment assessment) {}

    private record Sound(String name, RandomizationPlan plan) {}

    /**
     * Assesses plans, away from the threads that serve requests.
     *
     * @throws Refusal {@code invalid-plan} with every fault of every plan; {@code invalid-value} if it would be too much work
     */
    public Uni<List<Assessed>> assess(Question question) {
        List<Sound> plans = sound(question);
        requireFeasible(question);
        Assessor assessor = new Assessor(question.runs(), question.seed());
        return Uni.createFrom()
                .item(() -> plans.stream()
                        .map(plan -> new Assessed(
                                plan.name(),
                                plan.plan().method().type(),
                                assessor.assess(plan.plan(), question.accrual())))
                        .toList())
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private static List<Sound> sound(Question question) {
        List<Sound> plans = new ArrayList<>();
        List<Objection> objections = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Named named : question.plans()) {
            if (!names.add(named.name())) {
                objections.add(new Objection(named.name(), named.name(), "give each alternative a name of its own"));
            }
            PlanRules.Verdict verdict = PlanRules.examine(named.draft());
            if (verdict instanceof PlanRules.Verdict.Sound sound) {
                plans.add(new Sound(named.name(), sound.plan()));
                inQuestion(sound.plan(), question.accrual())
                        .forEach(objection -> objections.add(under(named.name(), objection)));
            } else {
                ((PlanRules.Verdict.Faulty) verdict)
                        .objections()
                        .forEach(objection -> objections.add(under(named.name(), objection)));
            }
        }
        if (!objections.isEmpty()) {
            throw Refusal.of(ProblemType.INVALID_PLAN, "The plans have " + objections.size() + " fault(s).")
                    .fix("Correct what 'errors' lists; each field begins with the plan's name.")
                    .with("errors", objections);
        }
        return plans;
    }

    private static List<Objection> inQuestion(RandomizationPlan plan, Accrual accrual) {
        if (plan.method() instanceof UploadedList) {
            return List.of(new Objection(
                    "method.type",
                    UploadedList.TYPE,
                    "name the method by which the list was made; a file tells nothing"));
        }
        if (plan.stratification().size() > MOST_STRATA) {
            return List.of(new Objection(
                    "strata.factors",
                    plan.stratification().size(),
                    "assess a plan with at most " + MOST_STRATA + " strata"));
        }
        return accrual.objections(plan.stratification());
    }

    private static Objection under(String name, Objection objection) {
        return new Objection(name + ": " + objection.field(), objection.value(), objection.remedy());
    }

    private static void requireFeasible(Question question) {
        int plans = question.plans().size();
        if (plans > MOST_PLANS) {
            throw Refusals.invalid(
                    "There are " + plans + " plans to assess.", "Compare at most " + MOST_PLANS + " in one request.");
        }
        if (question.runs() < FEWEST_RUNS || question.runs() > Assessor.MOST_RUNS) {
            throw Refusals.invalid(
                    "'simulations' is " + question.runs() + ".",
                    "Use from " + FEWEST_RUNS + " to " + Assessor.MOST_RUNS + ", or leave it out.");
        }
        long allocations = (long) plans * question.accrual().subjects() * question.runs();
        if (allocations > MOST_ALLOCATIONS) {
            throw Refusals.invalid(
                    "Up to " + allocations + " allocations would be simulated.",
                    "Ask for fewer simulations, subjects or alternatives: their product may be " + MOST_ALLOCATIONS
                            + ".");
        }
    }
}
