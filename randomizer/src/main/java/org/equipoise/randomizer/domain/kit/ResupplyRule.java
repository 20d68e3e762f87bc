package org.equipoise.randomizer.domain.kit;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * When a site should get kits, and how many.
 *
 * <p><b>Rule.</b> If the sets at the site and on the way to it ({@link KitSets}) cover fewer than {@code low} doses, as many
 * whole sets are sent as bring them to {@code target}. So what is sent follows from the number of doses given and says nothing
 * of their arms; and the same number of every type is sent, for only then does each kit serve a dose.
 *
 * @param low the least number of doses at which nothing is done, at least 1
 * @param target the number of doses up to which sets are sent, at least {@code low}
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
     * @param doses how many doses are covered
     * @param types every type of the study's plan
     * @return how many of each type to send; empty if nothing is needed
     */
    public Map<String, Integer> suggestion(int doses, Set<String> types) {
        Map<String, Integer> wanted = new TreeMap<>();
        if (doses < low) {
            types.forEach(type -> wanted.put(type, target - doses));
        }
        return wanted;
    }
}
