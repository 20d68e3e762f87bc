package org.equipoise.stats.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;

/** What is not determined by the inputs: time and names. */
public record Sources(Clock clock, AnalysisIds ids) {

    /** The real ones. */
    @ApplicationScoped
    static class Real {

        @Produces
        @Singleton
        Clock clock() {
            return Clock.systemUTC();
        }

        @Produces
        @Singleton
        Sources sources(Clock clock) {
            return new Sources(clock, UUID::randomUUID);
        }
    }
}
