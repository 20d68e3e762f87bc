package org.equipoise.ecrf.scheduling;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import org.equipoise.ecrf.application.Closings;
import org.equipoise.ecrf.application.RaiseOutstandingQueries;
import org.jboss.logging.Logger;

/** Completes, from the start on and at intervals, what a sudden stop of any replica left undone. */
@ApplicationScoped
public class QuerySweep {
    private static final Logger LOG = Logger.getLogger(QuerySweep.class);

    private final RaiseOutstandingQueries outstanding;
    private final Closings closings;

    public QuerySweep(RaiseOutstandingQueries outstanding, Closings closings) {
        this.outstanding = outstanding;
        this.closings = closings;
    }

    @Scheduled(every = "{equipoise.query-sweep.every}", concurrentExecution = ConcurrentExecution.SKIP)
    void sweep() {
        int found = outstanding.sweep();
        if (found > 0) {
            LOG.infof("Raised or closed %d queries that a stop had left undone", found);
        }
        int settled = closings.settleAbandoned();
        if (settled > 0) {
            LOG.infof("Settled %d freezes or locks that a stop had left announced", settled);
        }
    }
}
