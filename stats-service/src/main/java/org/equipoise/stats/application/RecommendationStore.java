package org.equipoise.stats.application;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The released recommendations of a study; {@link MeetingStore} adds to them. */
public interface RecommendationStore {

    /** A page, oldest first; empty for any study of which none was released. */
    List<ReleasedRecommendation> page(String study, Optional<UUID> after, int limit);
}
