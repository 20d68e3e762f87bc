package org.equipoise.randomizer.domain.kit;

import java.time.LocalDate;

/**
 * Kits of one type and lot that are registered together. Anything may be missing or wrong until {@link KitRegistration}
 * has looked.
 *
 * @param type the code of the arm
 * @param lot the lot
 * @param expiry the last day of use
 * @param count how many
 */
public record KitBatch(String type, String lot, LocalDate expiry, Integer count) {

    /** A constant: a batch must not reach a log by accident. */
    @Override
    public String toString() {
        return "KitBatch[hidden]";
    }
}
