package org.equipoise.stats.application;

import java.time.Instant;
import java.util.Optional;
import org.equipoise.platform.audit.CanonicalJson;
import org.equipoise.stats.domain.analysis.AnalysisDefinition;

/** Keeps published plans, each version once. */
public interface PlanStore {

    /**
     * Stores a plan with its audit entry, and the study's keys with its first plan, unless that version is stored already.
     *
     * @return whether it was stored now
     */
    boolean insert(NewPlan plan);

    Optional<PublishedPlan> find(String study, String version);

    /** The plan that was published last. */
    Optional<PublishedPlan> latest(String study);

    /** A definition without errors, ready to be stored. */
    record NewPlan(AnalysisDefinition definition, Instant publishedAt, String publishedBy) {

        /** The canonical text. */
        public String content() {
            return PlanText.of(definition);
        }

        public String contentHash() {
            return CanonicalJson.sha256Text(content());
        }
    }
}
