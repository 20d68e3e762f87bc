package org.equipoise.randomizer.application;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether subjects may be randomized in a study or at a site, and since when, why and by whom.
 *
 * @param study the study
 * @param site the site; empty for the whole study
 * @param status {@code active} or {@code paused}
 * @param reason why
 * @param by who said so
 * @param at when
 */
public record EnrolmentStatus(
        String study, Optional<String> site, String status, String reason, String by, Instant at) {

    public static final String ACTIVE = "active";
    public static final String PAUSED = "paused";
    public static final String INACTIVE = "inactive";

    /** A change of status, as it stands in the history. */
    public record Change(long id, EnrolmentStatus status) {}
}
