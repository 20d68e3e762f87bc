package org.equipoise.randomizer.application;

import java.time.Duration;
import java.time.Instant;

/**
 * A code break as blinded people see it: that it happened, and never the arm.
 *
 * @param codeBreak its identifier
 * @param study the study
 * @param subject whose arm was read
 * @param site the subject's site
 * @param brokenAt when
 * @param by who read the arm, as the identity provider names them
 * @param byName the name that people know
 * @param category why, in a word
 * @param reason why, in their words; names of treatments are struck out
 * @param staysBlinded who goes on knowing nothing
 * @param confirmation the second person's confirmation; null as long as there is none
 * @param unconfirmedSeconds how long it has been waiting for one; null once it is there
 * @param notices what became of the messages about it
 */
public record CodeBreak(
        String codeBreak,
        String study,
        String subject,
        String site,
        Instant brokenAt,
        String by,
        String byName,
        String category,
        String reason,
        String staysBlinded,
        Confirmation confirmation,
        Long unconfirmedSeconds,
        Notices notices) {

    /** A second person's statement that the break is known and was in order. */
    public record Confirmation(Instant confirmedAt, String by, String byName, String remark) {}

    /** Messages by state; a parked one was given up and needs a person. */
    public record Notices(int delivered, int waiting, int parked) {}

    CodeBreak asOf(Instant now) {
        Long waiting = confirmation == null ? Duration.between(brokenAt, now).toSeconds() : null;
        return new CodeBreak(
                codeBreak,
                study,
                subject,
                site,
                brokenAt,
                by,
                byName,
                category,
                reason,
                staysBlinded,
                confirmation,
                waiting,
                notices);
    }
}
