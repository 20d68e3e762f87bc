package org.equipoise.stats.domain.imputation;

import java.util.Optional;

/**
 * What is estimated at a visit.
 *
 * @param visit the visit
 * @param arm the arm
 * @param reference the arm that is subtracted; empty for the arm's own least-squares mean
 */
public record Effect(String visit, String arm, Optional<String> reference) {

    /**
     * A difference between arms.
     *
     * @param visit the visit
     * @param arm the arm
     * @param reference the arm that is subtracted
     * @return the effect
     */
    public static Effect difference(String visit, String arm, String reference) {
        return new Effect(visit, arm, Optional.of(reference));
    }

    /**
     * The least-squares mean of an arm.
     *
     * @param visit the visit
     * @param arm the arm
     * @return the effect
     */
    public static Effect mean(String visit, String arm) {
        return new Effect(visit, arm, Optional.empty());
    }
}
