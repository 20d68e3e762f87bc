package org.equipoise.stats.application;

import java.time.Instant;
import org.equipoise.stats.domain.analysis.AnalysisPlan;

/** A plan that was published; it never changes. */
public record PublishedPlan(AnalysisPlan plan, String contentHash, Instant publishedAt, String publishedBy) {}
