package org.equipoise.stats.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.equipoise.platform.problem.ProblemType;
import org.equipoise.platform.problem.Refusal;
import org.equipoise.stats.domain.analysis.AnalysisDefinition;
import org.equipoise.stats.domain.analysis.PlanError;
import org.equipoise.stats.domain.analysis.PlanRules;

/** Publishes a version of the analysis plan: checked, hashed, and unchangeable from then on. */
@ApplicationScoped
public class PublishAnalysisPlan {

    private final PlanStore plans;
    private final Clock clock;

    public PublishAnalysisPlan(PlanStore plans, Clock clock) {
        this.plans = plans;
        this.clock = clock;
    }

    /**
     * Publishes a plan. The same content again changes nothing.
     *
     * @throws Refusal {@code invalid-plan} with every error; {@code version-exists} if the version has other content
     */
    public Publication publish(AnalysisDefinition definition, String by) {
        List<PlanError> errors = PlanRules.errorsIn(definition);
        if (!errors.isEmpty()) {
            throw Refusal.of(ProblemType.INVALID_PLAN, "The analysis plan has " + counted(errors.size()) + ".")
                    .fix("Correct the fields listed in errors and publish again.")
                    .with("errors", errors);
        }
        PlanStore.NewPlan plan =
                new PlanStore.NewPlan(definition, clock.instant().truncatedTo(ChronoUnit.MILLIS), by);
        String hash = plan.contentHash();
        boolean inserted = plans.insert(plan);
        PublishedPlan stored =
                plans.find(definition.study(), definition.version()).orElseThrow();
        if (!stored.contentHash().equals(hash)) {
            throw Refusal.of(
                            ProblemType.VERSION_EXISTS,
                            "Version " + definition.version() + " of the analysis plan of " + definition.study()
                                    + " was published at " + stored.publishedAt() + " with other content.")
                    .fix("Publish the changed plan under a new version.")
                    .with("publishedHash", stored.contentHash())
                    .with("submittedHash", hash);
        }
        return new Publication(stored, inserted);
    }

    private static String counted(int errors) {
        return errors == 1 ? "1 error" : errors + " errors";
    }

    /** The published plan, and whether it was published by this very request. */
    public record Publication(PublishedPlan plan, boolean created) {}
}
