package org.equipoise.stats.domain.analysis;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the case report forms say about one randomized subject, as of a data cut. It holds no arm.
 *
 * @param subject pseudonymous subject identifier
 * @param site the subject's site
 * @param randomizedAt when the subject was randomized
 * @param strata level of each stratification factor under which the subject was randomized
 * @param values the endpoint item's values at all events
 */
public record ObservedSubject(
        String subject, String site, Instant randomizedAt, Map<String, String> strata, List<ObservedValue> values) {

    private static final String SITE = "site";

    /** Takes copies of the collections. */
    public ObservedSubject {
        strata = Map.copyOf(strata);
        values = List.copyOf(values);
    }

    /**
     * The level of a factor. {@code site} is always a factor, whether or not the strata name it.
     *
     * @param factor identifier of the factor
     * @return its level, or null if the subject has none
     */
    public String level(String factor) {
        return strata.getOrDefault(factor, SITE.equals(factor) ? site : null);
    }

    /**
     * One value of the endpoint item.
     *
     * @param event study event
     * @param repeat number of the form's repeat within the event, from 1
     * @param occurredAt when it was measured
     * @param value the value in units of the item; null where it is recorded as missing
     * @param inWindow whether it was measured within the event's window
     */
    public record ObservedValue(String event, int repeat, Instant occurredAt, Double value, boolean inWindow) {}
}
