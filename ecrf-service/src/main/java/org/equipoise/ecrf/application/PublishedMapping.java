package org.equipoise.ecrf.application;

import java.time.Instant;
import java.util.Optional;
import org.equipoise.ecrf.domain.form.Author;
import org.equipoise.ecrf.domain.laboratory.ImportMapping;
import org.equipoise.platform.audit.CanonicalJson;

/**
 * A mapping as it was published.
 *
 * @param by who published it; empty if that was before this was recorded
 * @param at when; empty likewise
 * @param version the version of the study that it was checked against; empty if that was before this was recorded
 */
public record PublishedMapping(
        String study, ImportMapping mapping, Optional<Author> by, Optional<Instant> at, Optional<String> version) {
    public String id() {
        return mapping.id();
    }

    /** Names exactly what the mapping says. */
    public String contentHash() {
        return CanonicalJson.sha256Text(CanonicalJson.of(mapping));
    }
}
