package org.equipoise.randomizer.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.randomizer.domain.plan.RandomizationPlan;

/**
 * An entitled person, through the statistics service and for one analysis, gets the arms. The register has the entry
 * before the answer leaves the database.
 */
@ApplicationScoped
public class ReadAllocations {

    private static final String STATISTICS = "stats-service";
    private static final Pattern ANALYSIS = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private final PlanStore plans;
    private final UnblindingStore unblinding;
    private final StudyKeys keys;
    private final Clock clock;

    public ReadAllocations(PlanStore plans, UnblindingStore unblinding, StudyKeys keys, Clock clock) {
        this.plans = plans;
        this.unblinding = unblinding;
        this.keys = keys;
        this.clock = clock;
    }

    /** All randomized subjects with their arms. */
    public record Allocations(
            @Schema(description = "The study") String study,
            @Schema(description = "The list") String list,
            @Schema(description = "The arms of the plan") List<Arm> arms,

            @Schema(description = "All of them") List<Item> items) {

        /** The number of subjects only: this must not reach a log with its arms. */
        @Override
        public String toString() {
            return "Allocations[" + study + ", " + items.size() + " subjects]";
        }
    }

    /** A treatment of the study. */
    public record Arm(
            @Schema(description = "The code") String code,
            @Schema(description = "The name") String name,

            @Schema(description = "Whether it is the comparator")
            boolean control) {}

    /** A subject and the code of its arm. */
    public record Item(
            @Schema(description = "The subject") String subject,
            @Schema(description = "The code of the arm") String arm) {}

    /**
     * Reads the allocations for an analysis.
     *
     * @throws Refusal {@code permission-missing} unless a person asks through the statistics service;
     *     {@code invalid-value} without an analysis; {@code plan-not-active} without a list
     */
    public Uni<Allocations> read(String study, String analysis, Actor actor) {
        if (actor.service() || !actor.party().equals(Optional.of(STATISTICS))) {
            throw Refusal.of(
                            ProblemType.PERMISSION_MISSING,
                            "Allocations are given to a person only through a closed analysis.")
                    .fix("Run the analysis in the statistics service.");
        }
        if (analysis == null || !ANALYSIS.matcher(analysis).matches()) {
            throw Refusals.invalid(
                    "The query parameter 'analysis' is missing or no identifier: " + analysis,
                    "Name the analysis for which the allocations are read.");
        }
        return Uncancelled.run(plans.active(study)
                .map(active -> active.orElseThrow(() -> Refusals.noActivePlan(study)))
                .flatMap(active -> open(active, analysis, actor)));
    }

    private Uni<Allocations> open(ActiveList active, String analysis, Actor actor) {
        String study = active.plan().study();
        return plans.find(study, active.plan().version())
                .map(found -> found.orElseThrow(() -> Refusals.noActivePlan(study)))
                .flatMap(plan -> plans.studyKey(study)
                        .map(key -> new Sealing(keys.cipher(study, key), study))
                        .flatMap(sealing -> unblinding
                                .unblind(study, analysis, Times.now(clock), actor)
                                .map(arms -> allocations(active, plan, arms, sealing))));
    }

    private static Allocations allocations(
            ActiveList active, SealedPlan sealedPlan, List<SealedArm> sealedArms, Sealing sealing) {
        RandomizationPlan plan =
                PlanText.parse(sealing.openDefinition(active.plan().version(), sealedPlan.definition()));
        return new Allocations(
                plan.study(),
                active.list(),
                plan.arms().stream()
                        .map(arm -> new Arm(arm.code(), arm.name(), arm.control()))
                        .toList(),
                sealedArms.stream()
                        .map(arm -> new Item(arm.subject(), sealing.openArm(arm)))
                        .toList());
    }
}
