package org.equipoise.ecrf.application;

import java.time.Instant;
import org.equipoise.ecrf.domain.form.Author;

/** That a version of a study was published, without its definition. */
public record StudyVersion(String version, String contentHash, Instant publishedAt, Author publishedBy) {}
