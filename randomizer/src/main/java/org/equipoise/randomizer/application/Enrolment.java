package org.equipoise.randomizer.application;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How far enrolment has come, blinded: numbers of subjects, never of an arm.
 *
 * @param study the study
 * @param status whether it is {@code active} or {@code paused}
 * @param reason why it was set so; null if nobody has set it
 * @param since when it was set so; null if nobody has set it
 * @param randomized subjects randomized in the study
 * @param cap the study's cap; null if there is none
 * @param level how near the cap is, see {@link #level}
 * @param near the caps that are 80 per cent used or more, as far as the reader's sites go
 */
public record Enrolment(
        @Schema(description = "The study") String study,

        @Schema(description = "Whether it is `active` or `paused`")
        String status,

        @Schema(description = "Why it was set so; null if nobody has set it")
        String reason,

        @Schema(description = "When it was set so; null if nobody has set it")
        Instant since,

        @Schema(description = "Subjects randomized in the study")
        long randomized,

        @Schema(description = "The study's cap; null if there is none")
        Integer cap,

        @Schema(description = "How near the cap is") String level,

        @Schema(description = "The caps that are 80 per cent used or more, as far as the reader's sites go")
        List<CapUse> near) {

    /** Keeps an unmodifiable copy. */
    public Enrolment {
        near = List.copyOf(near);
    }

    /**
     * A cap and how much of it is used.
     *
     * @param cap {@code study}, {@code site:}one or {@code stratum:}key of one
     * @param randomized subjects
     * @param limit the cap
     * @param level how near it is
     */
    public record CapUse(
            @Schema(description = "`study`, `site:`one or `stratum:`key of one")
            String cap,

            @Schema(description = "Subjects") long randomized,
            @Schema(description = "The cap") int limit,
            @Schema(description = "How near it is") String level) {}

    /**
     * A site's part of the enrolment.
     *
     * @param site the site
     * @param status {@code active}, {@code paused}, or {@code inactive} if it was never activated and has to be
     * @param reason why it was set so; null if nobody has set it
     * @param since when it was set so; null if nobody has set it
     * @param randomized subjects randomized there
     * @param cap the site's cap; null if there is none
     * @param level how near it is
     */
    public record Site(
            @Schema(description = "The site") String site,

            @Schema(description = "`active`, `paused`, or `inactive` if it was never activated and has to be")
            String status,

            @Schema(description = "Why it was set so; null if nobody has set it")
            String reason,

            @Schema(description = "When it was set so; null if nobody has set it")
            Instant since,

            @Schema(description = "Subjects randomized there")
            long randomized,

            @Schema(description = "The site's cap; null if there is none")
            Integer cap,

            @Schema(description = "How near it is") String level) {}

    /** {@code open} below 80 per cent of a cap or without one, then {@code near}, from 95 {@code last}, {@code full}. */
    static String level(long used, OptionalInt cap) {
        if (cap.isEmpty() || 100 * used < 80L * cap.getAsInt()) {
            return "open";
        }
        if (used >= cap.getAsInt()) {
            return "full";
        }
        return 100 * used >= 95L * cap.getAsInt() ? "last" : "near";
    }

    static Integer orNull(OptionalInt cap) {
        return cap.isPresent() ? cap.getAsInt() : null;
    }
}
