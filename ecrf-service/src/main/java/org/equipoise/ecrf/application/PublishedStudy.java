package org.equipoise.ecrf.application;

import java.time.Instant;
import org.equipoise.ecrf.domain.form.Author;

/** A study version as it was published: the canonical text and its hash. */
public record PublishedStudy(
        String study, String version, String json, String contentHash, Instant publishedAt, Author publishedBy) {}
