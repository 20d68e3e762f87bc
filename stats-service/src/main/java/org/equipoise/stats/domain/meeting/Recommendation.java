package org.equipoise.stats.domain.meeting;

/**
 * What a committee recommends, as its members write it. Its text form shows nothing.
 *
 * @param action one of the five
 * @param reasons why, for the closed minutes; it may speak of arms and numbers and never leaves the closed session
 * @param wording what sponsor and sites are told once it is released; it names no arm, no number and no reason that tells either
 */
public record Recommendation(RecommendedAction action, String reasons, String wording) {

    @Override
    public String toString() {
        return "Recommendation[…]";
    }
}
