package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.domain.allocation.Objection;
import org.equipoise.randomizer.domain.plan.PlanDraft;
import org.equipoise.randomizer.domain.plan.PlanRules;
import org.equipoise.randomizer.domain.plan.RandomizationPlan;

/** An administrator publishes a version of a study's randomization plan; a published version never changes. */
@ApplicationScoped
public class PublishPlan {

    private final PlanStore plans;
    private final StudyKeys keys;
    private final Clock clock;

    public PublishPlan(PlanStore plans, StudyKeys keys, Clock clock) {
        this.plans = plans;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * A version that is published.
     *
     * @param created whether this request published it
     */
    public record Published(String study, String version, String contentHash, boolean created) {}

    /**
     * Publishes a plan.
     *
     * @throws Refusal {@code invalid-plan} with every fault; {@code version-exists} if the version has other content
     */
    public Uni<Published> publish(PlanDraft draft, Actor actor) {
        return publish(draft, PlanRules.examine(draft), actor);
    }

    private Uni<Published> publish(PlanDraft draft, PlanRules.Verdict verdict, Actor actor) {
        if (verdict instanceof PlanRules.Verdict.Faulty faulty) {
            throw invalid(faulty.objections());
        }
        return Uncancelled.run(store(draft, ((PlanRules.Verdict.Sound) verdict).plan(), actor));
    }

    private Uni<Published> store(PlanDraft draft, RandomizationPlan plan, Actor actor) {
        Instant now = Times.now(clock);
        String text = PlanText.of(draft);
        return plans.ensureStudyKey(plan.study(), keys.newWrappedKey(plan.study()), now)
                .map(key -> new Sealing(keys.cipher(plan.study(), key), plan.study()))
                .flatMap(sealing -> {
                    SealedPlan sealed = sealed(plan, sealing.definition(plan.version(), text));
                    return plans.publish(sealed, now, actor)
                            .flatMap(publication -> publication == PlanStore.Publication.PUBLISHED
                                    ? Uni.createFrom().item(published(sealed, true))
                                    : again(plan, text, sealing));
                });
    }

    private static SealedPlan sealed(RandomizationPlan plan, byte[] definition) {
        return new SealedPlan(
                new SealedPlan.Key(plan.study(), plan.version()),
                definition,
                new SealedPlan.Terms(
                        plan.stratification(), plan.eligibility(), plan.caps(), plan.sitesStart(), plan.kits()));
    }

    /** The version is there already: the same content may be published again and again. */
    private Uni<Published> again(RandomizationPlan plan, String text, Sealing sealing) {
        return plans.find(plan.study(), plan.version())
                .map(Optional::orElseThrow)
                .map(before -> {
                    if (!sealing.openDefinition(plan.version(), before.definition())
                            .equals(text)) {
                        throw Refusal.of(
                                        ProblemType.VERSION_EXISTS,
                                        "Version " + plan.version() + " of the randomization plan of " + plan.study()
                                                + " is published with other content.")
                                .fix("Publish the changed plan under a new version.");
                    }
                    return published(before, false);
                });
    }

    private static Published published(SealedPlan plan, boolean created) {
        return new Published(plan.key().study(), plan.key().version(), plan.contentHash(), created);
    }

    private static Refusal invalid(List<Objection> objections) {
        return Refusal.of(ProblemType.INVALID_PLAN, "The plan has " + objections.size() + " fault(s).")
                .fix("Correct what 'errors' lists; each entry says what to write instead.")
                .with("errors", objections);
    }
}
