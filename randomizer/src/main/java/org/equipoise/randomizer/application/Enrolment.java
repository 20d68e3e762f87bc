package org.equipoise.randomizer.application;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

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
        String study,
        String status,
        String reason,
        Instant since,
        long randomized,
        Integer cap,
        String level,
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
    public record CapUse(String cap, long randomized, int limit, String level) {}

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
            String site, String status, String reason, Instant since, long randomized, Integer cap, String level) {}

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
