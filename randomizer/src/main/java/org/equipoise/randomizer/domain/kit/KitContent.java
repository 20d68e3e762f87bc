package org.equipoise.randomizer.domain.kit;

import java.time.LocalDate;
import java.util.Objects;

/**
 * What is in a kit. All of it is secret: the type is the arm, and kits of one lot or of one expiry date are of one type.
 *
 * @param type the code of the treatment arm for which the kit is
 * @param lot the lot from which it was made
 * @param expiry the last day on which it may be used
 */
public record KitContent(String type, String lot, LocalDate expiry) {

    /** Checks that nothing is missing. */
    public KitContent {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(lot, "lot");
        Objects.requireNonNull(expiry, "expiry");
    }

    /**
     * Whether the kit may be dispensed on a day.
     *
     * @param day the day, in UTC
     * @param minimumDays how many days it must still be usable after that day, at least 0
     */
    public boolean isUsable(LocalDate day, int minimumDays) {
        return !expiry.isBefore(day.plusDays(minimumDays));
    }

    /** A constant: a content must not reach a log by accident. */
    @Override
    public String toString() {
        return "KitContent[hidden]";
    }
}
