package org.equipoise.ecrf.domain.subject;

import java.time.Instant;
import java.util.Optional;

/**
 * How a subject's participation ended.
 *
 * @param status the way, as the study names it, such as {@code screen-failed}
 * @param end the instant from which on nothing is expected
 * @param reason the code or text of the reason, if one was given
 */
public record EndOfParticipation(String status, Instant end, Optional<String> reason) {}
