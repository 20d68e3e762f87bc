package org.equipoise.stats.application;

import java.time.Instant;
import java.util.UUID;

/**
 * What was asked of a run, and what was settled when it was asked.
 *
 * @param run its name, which will be the analysis' too
 * @param planVersion the plan that was in force
 * @param seed of everything random in it; it follows from plan and look, so that nobody chooses it
 */
public record RunRequest(
        UUID run,
        String study,
        LookRequest look,
        String planVersion,
        long seed,
        Instant requestedAt,
        String requesterId,
        String requestedBy) {}
