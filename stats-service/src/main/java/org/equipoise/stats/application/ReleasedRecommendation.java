package org.equipoise.stats.application;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.equipoise.stats.domain.meeting.RecommendedAction;

/**
 * What sponsor and sites see of a meeting: this, and only once it is released.
 *
 * @param recommendation random name; nothing can be told from it
 * @param supersedes the released recommendation that this one replaces
 */
public record ReleasedRecommendation(
        UUID recommendation,
        int look,
        RecommendedAction action,
        String wording,
        Instant releasedAt,
        Optional<UUID> supersedes) {}
