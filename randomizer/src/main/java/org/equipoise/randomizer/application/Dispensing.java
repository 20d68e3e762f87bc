package org.equipoise.randomizer.application;

import java.time.Instant;

/**
 * A kit in a subject's hands, as blinded people see it.
 *
 * @param subject the subject
 * @param dose the dose for which it is
 * @param round 1, and one more with each replacement
 * @param kit the number on it
 * @param dispensedAt when
 */
public record Dispensing(String subject, String dose, int round, String kit, Instant dispensedAt) {

    /** The dose that goes with the randomization. */
    public static final String RANDOMIZATION = "RANDOMIZATION";
}
