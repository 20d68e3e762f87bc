package org.equipoise.stats.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/**
 * Shows what committees have released, to everybody in the study. It asks for nothing else, so that neither a meeting nor a
 * closed run makes any difference before.
 */
@ApplicationScoped
public class ReadRecommendations {

    private final RecommendationStore recommendations;

    public ReadRecommendations(RecommendationStore recommendations) {
        this.recommendations = recommendations;
    }

    public PageOf<ReleasedRecommendation> page(String study, Optional<UUID> after, int limit) {
        return PageOf.cut(recommendations.page(study, after, limit + 1), limit, ReleasedRecommendation::recommendation);
    }
}
