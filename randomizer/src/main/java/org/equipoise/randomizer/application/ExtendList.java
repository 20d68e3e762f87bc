package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.application.ListExtension.ListPart;
import org.equipoise.randomizer.domain.allocation.Objection;
import org.equipoise.randomizer.domain.list.UploadRules;
import org.equipoise.randomizer.domain.list.UploadedFile;
import org.equipoise.randomizer.domain.plan.AmendmentRules;

/**
 * An unblinded statistician puts an amended plan into force while subjects are being randomized: new sites, levels and
 * entries come as a new part of the list, and nothing of the parts before is touched.
 */
@ApplicationScoped
public class ExtendList {

    private final PlanStore plans;
    private final PrepareList prepare;
    private final AmendAdaptively adaptively;
    private final Clock clock;

    public ExtendList(PlanStore plans, AdaptiveStore adaptive, StudyKeys keys, SecretSource secrets, Clock clock) {
        this.plans = plans;
        this.prepare = new PrepareList(plans, keys, secrets);
        this.adaptively = new AmendAdaptively(plans, adaptive, keys);
        this.clock = clock;
    }

    /**
     * Extends the study's live list by what the amended plan asks for.
     *
     * @throws Refusal {@code not-found} if the version is not published; {@code plan-not-active} without a live list;
     *     {@code invalid-plan} if it changes what may not change; {@code invalid-list}; {@code state-conflict} if another
     *     part was added meanwhile; {@code key-reused}
     */
    public Uni<ListPart> extend(SealedPlan.Key plan, UniqueRequest request, Actor actor) {
        return extend(plan, Optional.empty(), request, actor);
    }

    Uni<ListPart> extend(
            SealedPlan.Key plan, Optional<Supplier<UploadedFile>> file, UniqueRequest request, Actor actor) {
        return Uncancelled.run(plans.find(plan.study(), plan.version())
                .map(found -> found.orElseThrow(() -> Refusals.notPublished(plan)))
                .flatMap(amended -> plans.active(plan.study())
                        .map(active -> active.orElseThrow(() -> Refusals.noActivePlan(plan.study())))
                        .flatMap(active -> active.source() == ListSource.ADAPTIVE
                                ? amend(active, amended, file, request, actor)
                                : part(active, amended, file, request)
                                        .flatMap(part -> plans.extend(part, request, Times.now(clock), actor))))
                .map(ExtendList::answer));
    }

    /** A list that prepares nothing gets levels and caps, and goes on with its seed. */
    private Uni<ListExtension> amend(
            ActiveList active,
            SealedPlan amended,
            Optional<Supplier<UploadedFile>> file,
            UniqueRequest request,
            Actor actor) {
        if (file.isPresent()) {
            throw Refusals.invalid(
                    "The study's method looks at earlier subjects and takes no entries from a file.",
                    "Send the request without a body.");
        }
        return plans.isKnown(active.plan().study(), request)
                .flatMap(known -> known ? Uni.createFrom().voidItem() : requireAmendment(active, amended))
                .flatMap(sound -> adaptively.amend(amended, active.list(), request, Times.now(clock), actor));
    }

    private Uni<SealedList> part(
            ActiveList active, SealedPlan amended, Optional<Supplier<UploadedFile>> file, UniqueRequest request) {
        PrepareList.Order order = new PrepareList.Order(ListPurpose.LIVE, file);
        return plans.isKnown(active.plan().study(), request)
                .flatMap(known -> known
                        ? prepare.part(
                                amended,
                                new PrepareList.Order(ListPurpose.LIVE, Optional.empty()),
                                nothing(active, amended))
                        : requireAmendment(active, amended)
                                .flatMap(sound -> plans.filled(active.list()))
                                .flatMap(filled -> prepare.part(amended, order, filled)));
    }

    /** For a repeated request, which the store answers as it answered before: no entry is made. */
    private static FilledList nothing(ActiveList active, SealedPlan amended) {
        return new FilledList(
                active.list(),
                0,
                new UploadRules.Existing(
                        amended.terms().stratification().strata().stream()
                                .collect(Collectors.toMap(stratum -> stratum.key(), stratum -> Integer.MAX_VALUE)),
                        Set.of()));
    }

    private Uni<Void> requireAmendment(ActiveList active, SealedPlan amended) {
        return plans.find(active.plan().study(), active.plan().version())
                .map(found -> found.orElseThrow(() -> Refusals.notPublished(active.plan())))
                .flatMap(inForce -> prepare.open(inForce)
                        .flatMap(now -> prepare.open(amended)
                                .invoke(then -> requireNone(AmendmentRules.objections(now, then)))))
                .replaceWithVoid();
    }

    private static void requireNone(List<Objection> objections) {
        if (!objections.isEmpty()) {
            throw Refusal.of(
                            ProblemType.INVALID_PLAN,
                            "The amendment changes " + objections.size()
                                    + " thing(s) by which subjects have been allocated.")
                    .fix("Publish an amendment that only adds; 'errors' says what to leave as it is.")
                    .with("errors", objections);
        }
    }

    private static ListPart answer(ListExtension extension) {
        if (extension instanceof ListExtension.Extended extended) {
            return extended.part();
        }
        if (extension instanceof ListExtension.Overtaken) {
            throw Refusal.of(ProblemType.STATE_CONFLICT, "The list was extended by another request at the same time.")
                    .fix("Read the plan's status, and extend the list again if it still needs to be.");
        }
        throw Refusals.keyReused();
    }
}
