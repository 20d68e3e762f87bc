package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.application.EnrolmentStore.NewStatus;
import org.equipoise.randomizer.application.EnrolmentStore.Outcome;
import org.equipoise.randomizer.domain.allocation.Stratification;
import org.equipoise.randomizer.domain.allocation.StratificationFactor;

/** A data manager or administrator opens or pauses randomization at a site or in the whole study. */
@ApplicationScoped
public class SetEnrolmentStatus {

    private static final String SITE = "site";

    private final PlanStore plans;
    private final EnrolmentStore enrolment;
    private final Clock clock;

    public SetEnrolmentStatus(PlanStore plans, EnrolmentStore enrolment, Clock clock) {
        this.plans = plans;
        this.enrolment = enrolment;
        this.clock = clock;
    }

    /**
     * Sets the status. When the answer is there, every allocation that was under way is committed or refused.
     *
     * @throws Refusal {@code not-found} without a plan, or for a site that the plan in force does not have;
     *     {@code key-reused}
     */
    public Uni<EnrolmentStatus> set(NewStatus status, UniqueRequest request, Actor actor) {
        return Uncancelled.run(plans.active(status.study())
                .map(active -> requireSite(status, active))
                .flatMap(known -> enrolment.set(known, request, Times.now(clock), actor))
                .map(outcome -> answer(status.study(), outcome)));
    }

    private static NewStatus requireSite(NewStatus status, Optional<ActiveList> active) {
        boolean unknown = status.site().isPresent()
                && active.isPresent()
                && !knows(active.get().terms().stratification(), status.site().get());
        if (unknown) {
            throw Refusal.notFound();
        }
        return status;
    }

    /** A plan that does not stratify by site knows every site. */
    private static boolean knows(Stratification stratification, String site) {
        Optional<StratificationFactor> sites = stratification.factors().stream()
                .filter(factor -> factor.id().equals(SITE))
                .findFirst();
        return sites.isEmpty() || sites.get().levels().contains(site);
    }

    private static EnrolmentStatus answer(String study, Outcome outcome) {
        if (outcome instanceof Outcome.Holds holds) {
            return holds.status();
        }
        if (outcome instanceof Outcome.NoPlan) {
            throw Refusals.noPlan(study);
        }
        throw Refusals.keyReused();
    }
}
