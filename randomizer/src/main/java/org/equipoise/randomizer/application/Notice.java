package org.equipoise.randomizer.application;

import java.time.Instant;

/**
 * A message to a person: that something was unblinded. There is no arm in it.
 *
 * @param id its number
 * @param attempts how often it was taken, this time included
 * @param kind what happened
 * @param study the study
 * @param reference the code break or the unblinding
 * @param subject whose code was broken; null if it is the whole study
 * @param site the subject's site; null if it is the whole study
 * @param happenedAt when
 * @param recipient a mail address
 */
public record Notice(
        long id,
        int attempts,
        Kind kind,
        String study,
        String reference,
        String subject,
        String site,
        Instant happenedAt,
        String recipient) {

    /** What happened. */
    public enum Kind {
        CODE_BREAK,
        STUDY_UNBLINDED
    }
}
