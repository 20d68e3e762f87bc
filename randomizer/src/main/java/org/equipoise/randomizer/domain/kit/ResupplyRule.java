package org.equipoise.randomizer.domain.kit;

import java.util.Map;
import java.util.TreeMap;

/**
 * When a site should get kits, and how many.
 *
 * <p><b>Rule.</b> If any type has fewer than {@code low} kits at the site and on the way to it, every type is filled up to
 * {@code target}, and at least one kit of each type is sent: a shipment of one type would show whoever unpacks it which
 * kits are alike.
 *
 * @param low the least number of each type at which nothing is done, at least 1
 * @param target the number to which each type is filled up, at least {@code low}
 */
public record ResupplyRule(int low, int target) {

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if they contradict each other
     */
    public ResupplyRule {
        if (low < 1 || target < low) {
            throw new IllegalArgumentException("From 1 up, and not above the target: " + low + ", " + target);
        }
    }

    /**
     * What should be sent.
     *
     * @param held how many usable kits of each type are there or underway
     * @return how many of each type to send; empty if nothing is needed
     */
    public Map<String, Integer> suggestion(Map<String, Integer> held) {
        Map<String, Integer> wanted = new TreeMap<>();
        if (held.values().stream().anyMatch(count -> count < low)) {
            held.forEach((type, count) -> wanted.put(type, Math.max(1, target - count)));
        }
        return wanted;
    }
}
