package org.equipoise.ecrf.scheduling;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import org.equipoise.ecrf.application.RaiseOutstandingQueries;
import org.jboss.logging.Logger;

/** Completes, from the start on and at intervals, what a sudden stop of any replica left undone. */
@ApplicationScoped
public class QuerySweep {
    private static final Logger LOG = Logger.getLogger(QuerySweep.class);

    private final RaiseOutstandingQueries outstanding;

    public QuerySweep(RaiseOutstandingQueries outstanding) {
        this.outstanding = outstanding;
    }

    @Scheduled(every = "{equipoise.query-sweep.every}", concurrentExecution = ConcurrentExecution.SKIP)
    void sweep() {
        int found = outstanding.sweep();
        if (found > 0) {
            LOG.infof("Raised or closed %d queries that a stop had left undone", found);
        }
    }
}
