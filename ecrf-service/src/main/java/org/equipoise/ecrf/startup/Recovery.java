package org.equipoise.ecrf.startup;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.equipoise.ecrf.application.RaiseOutstandingQueries;
import org.jboss.logging.Logger;

/** Completes, before the first request, what a sudden stop left undone. */
@ApplicationScoped
public class Recovery {
    private static final Logger LOG = Logger.getLogger(Recovery.class);

    void recover(@Observes StartupEvent started, RaiseOutstandingQueries outstanding) {
        int raised = outstanding.raise();
        if (raised > 0) {
            LOG.infof("Raised %d queries that were outstanding since the last stop", raised);
        }
    }
}
