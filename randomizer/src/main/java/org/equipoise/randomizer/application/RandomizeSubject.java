package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.platform.security.SiteScope;
import org.equipoise.randomizer.application.Randomization.AtSite;
import org.equipoise.randomizer.domain.allocation.Stratification.Placement;
import org.equipoise.randomizer.domain.allocation.Stratum;
import org.equipoise.randomizer.domain.plan.EligibilitySource;
import org.equipoise.randomizer.domain.plan.KitSource;
import org.jboss.logging.Logger;

/** A coordinator or investigator randomizes an eligible subject of their site: once, whatever happens. */
@ApplicationScoped
public class RandomizeSubject {

    private static final Logger LOG = Logger.getLogger(RandomizeSubject.class);

    private final PlanStore plans;
    private final AllocationStore allocations;
    private final AllocateKit kits;
    private final AllocateAdaptively adaptively;
    private final EligibilityCheck eligibility;
    private final DeliverOutbox outbox;
    private final Clock clock;

    public RandomizeSubject(
            PlanStore plans,
            AllocationStore allocations,
            AllocateKit kits,
            AllocateAdaptively adaptively,
            EligibilityCheck eligibility,
            DeliverOutbox outbox,
            Clock clock) {
        this.plans = plans;
        this.allocations = allocations;
        this.kits = kits;
        this.adaptively = adaptively;
        this.eligibility = eligibility;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * A request to randomize.
     *
     * @param study the study
     * @param subject the subject
     * @param site the subject's site, if the caller vouches for eligibility
     * @param strata the stratification values, if the caller vouches for eligibility
     * @param sites where the caller may randomize
     * @param request what makes the request the same as an earlier one
     */
    public record Command(
            String study,
            String subject,
            Optional<String> site,
            Optional<Map<String, String>> strata,
            SiteScope sites,
            UniqueRequest request) {}

    /**
     * Randomizes a subject. The work goes on to its end even if the caller disconnects.
     *
     * @throws Refusal {@code not-found}, {@code plan-not-active}, {@code not-eligible}, {@code stratum-unknown},
     *     {@code already-randomized}, {@code randomization-closed}, {@code list-exhausted}, {@code out-of-kits}, {@code key-reused} or
     *     {@code neighbour-unavailable}
     */
    public Uni<Randomization> randomize(Command command, Actor actor) {
        return Uncancelled.run(plans.active(command.study())
                .map(active -> active.orElseThrow(() -> Refusals.noActivePlan(command.study())))
                .flatMap(active -> isDecidedAtOnce(active)
                        ? allocate(active, command, actor)
                        : allocations
                                .prior(command.study(), command.subject(), command.request())
                                .flatMap(prior -> prior instanceof AllocationOutcome.Nothing
                                        ? allocate(active, command, actor)
                                        : Uni.createFrom().item(prior)))
                .map(outcome -> answer(command, outcome)));
    }

    /** The statement that allocates answers a repeated request itself; only what asks somebody else before looks first. */
    private static boolean isDecidedAtOnce(ActiveList active) {
        return active.terms().eligibility() == EligibilitySource.EXTERNAL
                && active.source() != ListSource.ADAPTIVE
                && active.terms().kits() instanceof KitSource.PerEntry;
    }

    private Uni<AllocationOutcome> allocate(ActiveList active, Command command, Actor actor) {
        return eligibility.evidence(command, active.terms()).flatMap(evidence -> {
            if (!command.sites().includes(evidence.site())) {
                throw Refusal.notFound();
            }
            if (!evidence.eligible()) {
                throw Refusals.notEligible(command.subject(), evidence.reasons());
            }
            return allocate(active, request(command, active, evidence, actor))
                    .invoke(outcome -> tellSoon(outcome, evidence));
        });
    }

    private void tellSoon(AllocationOutcome outcome, EligibilityCheck.Evidence evidence) {
        if (evidence.fromEcrf() && outcome instanceof AllocationOutcome.Allocated) {
            outbox.soon();
        }
    }

    private Uni<AllocationOutcome> allocate(ActiveList active, AllocationRequest request) {
        if (active.source() == ListSource.ADAPTIVE) {
            return adaptively.allocate(active, request);
        }
        KitSource source = active.terms().kits();
        if (source instanceof KitSource.Managed) {
            return kits.allocate(active, request);
        }
        return allocations.allocate(request, Optional.empty());
    }

    private AllocationRequest request(
            Command command, ActiveList active, EligibilityCheck.Evidence evidence, Actor actor) {
        Map<String, String> facts = new HashMap<>(actor.facts());
        facts.putAll(evidence.facts());
        return new AllocationRequest(
                command.study(),
                active.list(),
                stratum(command, active, evidence),
                command.subject(),
                evidence.site(),
                command.request(),
                evidence.fromEcrf(),
                Times.now(clock),
                facts);
    }

    private static Stratum stratum(Command command, ActiveList active, EligibilityCheck.Evidence evidence) {
        Placement placement = active.terms().stratification().place(evidence.strata());
        if (placement instanceof Placement.NotPlaced notPlaced) {
            throw Refusals.stratumUnknown(command.subject(), notPlaced.misfits());
        }
        return ((Placement.Placed) placement).stratum();
    }

    private Randomization answer(Command command, AllocationOutcome outcome) {
        if (outcome instanceof AllocationOutcome.Allocated allocated) {
            Randomization randomization = allocated.randomization().randomization();
            LOG.infof(
                    "Randomized subject %s of %s as %s",
                    randomization.subject(), randomization.study(), randomization.randomizationNumber());
            return randomization;
        }
        if (outcome instanceof AllocationOutcome.Replayed replayed) {
            return inScope(command, replayed.randomization());
        }
        if (outcome instanceof AllocationOutcome.AlreadyRandomized already) {
            throw Refusals.alreadyRandomized(inScope(command, already.randomization()));
        }
        if (outcome instanceof AllocationOutcome.StratumExhausted) {
            throw Refusals.listExhausted(
                    "Every allocation prepared for the subject's stratum is taken.", "stratum-exhausted");
        }
        if (outcome instanceof AllocationOutcome.Closed closed) {
            throw Closures.refusal(closed.why());
        }
        if (outcome instanceof AllocationOutcome.OutOfKits) {
            throw KitRefusals.outOfKits();
        }
        if (outcome instanceof AllocationOutcome.Stale) {
            throw KitRefusals.changedMeanwhile();
        }
        if (outcome instanceof AllocationOutcome.NoSuchStratum) {
            throw Refusals.noActivePlan(command.study());
        }
        throw Refusals.keyReused();
    }

    private static Randomization inScope(Command command, AtSite found) {
        if (!command.sites().includes(found.site())) {
            throw Refusal.notFound();
        }
        return found.randomization();
    }
}
