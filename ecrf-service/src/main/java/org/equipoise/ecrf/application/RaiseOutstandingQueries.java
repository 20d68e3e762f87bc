package org.equipoise.ecrf.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.equipoise.ecrf.application.RevisionStore.Position;

/**
 * Raises and closes the queries of revisions that were saved just before a replica stopped.
 *
 * <p>The first sweep goes through all revisions that raise or settle a question, each later one through those that were saved
 * since the sweep before, and a margin for saves that were on their way. It holds one page of them in memory at a time.
 */
@ApplicationScoped
public class RaiseOutstandingQueries {
    static final int PAGE = 200;
    private static final Duration MARGIN = Duration.ofMinutes(15);

    private final RevisionStore revisions;
    private final SystemQueries queries;
    private Instant sweptUntil = Instant.EPOCH;

    public RaiseOutstandingQueries(RevisionStore revisions, SystemQueries queries) {
        this.revisions = revisions;
        this.queries = queries;
    }

    /**
     * Sweeps once.
     *
     * @return how many queries were outstanding
     */
    public synchronized int sweep() {
        Optional<Position> after = Optional.empty();
        Instant until = sweptUntil;
        int outstanding = 0;
        List<StoredRevision> page;
        do {
            page = revisions.withConsequences(sweptUntil, after, PAGE);
            outstanding += queries.apply(page);
            if (!page.isEmpty()) {
                Position last = Position.of(page.get(page.size() - 1));
                after = Optional.of(last);
                until = last.savedAt().minus(MARGIN);
            }
        } while (page.size() == PAGE);
        sweptUntil = until.isAfter(sweptUntil) ? until : sweptUntil;
        return outstanding;
    }
}
