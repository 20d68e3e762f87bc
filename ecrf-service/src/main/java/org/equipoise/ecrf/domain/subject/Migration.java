package org.equipoise.ecrf.domain.subject;

import java.time.Instant;
import java.util.Optional;
import org.equipoise.ecrf.domain.form.Author;

/**
 * A subject's move from one version of the study to another. Nothing of what was entered changes with it.
 *
 * @param from the version so far; empty if none was noted
 * @param to the version from then on
 * @param reason why; empty for whom it is not for
 * @param by who moved the subject
 * @param at when
 */
public record Migration(Optional<String> from, String to, String reason, Author by, Instant at) {
    /**
     * The move for somebody whom its reason is not for.
     *
     * @return the move with an empty reason
     */
    public Migration withoutReason() {
        return new Migration(from, to, "", by, at);
    }
}
