package org.equipoise.stats.application;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What is not determined by the inputs: time, names, and which code computes. */
public record Sources(Clock clock, AnalysisIds ids, String codeVersion) {

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
        Sources sources(Clock clock, @ConfigProperty(name = "quarkus.application.version") String codeVersion) {
            return new Sources(clock, UUID::randomUUID, codeVersion);
        }
    }
}
