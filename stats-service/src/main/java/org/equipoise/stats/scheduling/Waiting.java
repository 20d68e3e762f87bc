package org.equipoise.stats.scheduling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.equipoise.stats.application.Patience;

@ApplicationScoped
class Waiting {

    @Produces
    Patience patience(RunTiming timing) {
        return new Patience(timing.pauses(), time -> Thread.sleep(time.toMillis()));
    }
}
