package org.equipoise.randomizer.domain.kit;

import java.util.Objects;

/**
 * A kit and what is in it.
 *
 * @param number the number on it
 * @param content what is in it; secret
 */
public record Kit(String number, KitContent content) {

    /** Checks that nothing is missing. */
    public Kit {
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(content, "content");
    }
}
