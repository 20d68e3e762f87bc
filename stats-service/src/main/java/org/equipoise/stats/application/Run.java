package org.equipoise.stats.application;

import java.util.Optional;
import java.util.UUID;

/**
 * A run as the committee sees it.
 *
 * @param request what was asked; empty for analyses from before runs were kept apart
 * @param end why it has no result, if it ended without
 * @param completed its result, if it has one
 */
public record Run(
        UUID id,
        Optional<RunRequest> request,
        RunState state,
        RunProgress progress,
        Optional<RunEnd> end,
        Optional<CompletedRun> completed) {

    public int look() {
        return request.map(asked -> asked.look().look())
                .orElseGet(() -> completed.orElseThrow().result().look());
    }

    @Override
    public String toString() {
        return "Run[" + id + "]";
    }
}
