package org.equipoise.ecrf.domain.subject;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * That a subject was randomized: everything about it that a blinded person may know.
 *
 * @param number the randomization number
 * @param kit the number of the kit to dispense
 * @param randomizedAt when it happened
 * @param strata the levels of the stratification factors that it happened under
 */
public record Randomization(String number, String kit, Instant randomizedAt, Map<String, String> strata) {
    /** Copies the strata, sorted by factor. */
    public Randomization {
        strata = Collections.unmodifiableMap(new TreeMap<>(strata));
    }
}
