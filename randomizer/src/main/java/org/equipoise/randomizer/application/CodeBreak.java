package org.equipoise.randomizer.application;

import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

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
        @Schema(description = "Its identifier") String codeBreak,
        @Schema(description = "The study") String study,
        @Schema(description = "Whose arm was read") String subject,
        @Schema(description = "The subject's site") String site,
        @Schema(description = "When") Instant brokenAt,

        @Schema(description = "Who read the arm, as the identity provider names them")
        String by,

        @Schema(description = "The name that people know") String byName,
        @Schema(description = "Why, in a word") String category,

        @Schema(description = "Why, in their words; names of treatments are struck out")
        String reason,

        @Schema(description = "Who goes on knowing nothing") String staysBlinded,

        @Schema(description = "The second person's confirmation; null as long as there is none")
        Confirmation confirmation,

        @Schema(description = "How long it has been waiting for one; null once it is there")
        Long unconfirmedSeconds,

        @Schema(description = "What became of the messages about it")
        Notices notices) {

    /** A second person's statement that the break is known and was in order. */
    public record Confirmation(
            @Schema(description = "When it was confirmed") Instant confirmedAt,
            @Schema(description = "Who, by identifier") String by,
            @Schema(description = "Who, by name") String byName,

            @Schema(description = "What the second person says")
            String remark) {}

    /** Messages by state; a parked one was given up and needs a person. */
    public record Notices(
            @Schema(description = "Delivered mails") int delivered,

            @Schema(description = "Mails that are tried again")
            int waiting,

            @Schema(description = "Mails that were given up")
            int parked) {}

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
