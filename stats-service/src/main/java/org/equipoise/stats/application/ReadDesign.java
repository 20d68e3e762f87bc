package org.equipoise.stats.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.equipoise.stats.domain.analysis.LookBoundaries;
import org.equipoise.stats.domain.analysis.LookBoundary;

/** Shows the planned looks and their boundaries. */
@ApplicationScoped
public class ReadDesign {

    private final CurrentPlan plans;

    public ReadDesign(CurrentPlan plans) {
        this.plans = plans;
    }

    public Design read(String study) {
        PublishedPlan published = plans.of(study);
        return new Design(
                published,
                LookBoundaries.planned(published.plan()).orElseThrow().looks());
    }

    public record Design(PublishedPlan published, List<LookBoundary> looks) {}
}
