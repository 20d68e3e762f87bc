package org.equipoise.randomizer.domain.allocation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One combination of levels of the stratification factors; subjects of a stratum share one sequence of allocations.
 *
 * @param levels each factor's level, in the order of the plan's factors; empty in an unstratified trial
 */
public record Stratum(Map<String, String> levels) {

    /** Key of the only stratum of a trial without factors. */
    public static final String UNSTRATIFIED = "all";

    /** Keeps an unmodifiable copy in the given order. */
    public Stratum {
        levels = Collections.unmodifiableMap(new LinkedHashMap<>(levels));
    }

    /**
     * The stratum as a text that identifies it within its plan: {@code site=01,madrsBand=GE35}.
     *
     * <p>Factor and level codes contain neither {@code =} nor {@code ,} (a rule of the plan), so the key is injective.
     */
    public String key() {
        if (levels.isEmpty()) {
            return UNSTRATIFIED;
        }
        return levels.entrySet().stream()
                .map(level -> level.getKey() + "=" + level.getValue())
                .collect(Collectors.joining(","));
    }

    /**
     * Reads a stratum from its key.
     *
     * @throws IllegalArgumentException if the text is not a key
     */
    public static Stratum parse(String key) {
        Map<String, String> levels = new LinkedHashMap<>();
        if (!key.equals(UNSTRATIFIED)) {
            for (String level : key.split(",", -1)) {
                int equals = level.indexOf('=');
                if (equals < 1) {
                    throw new IllegalArgumentException("Not the key of a stratum: " + key);
                }
                levels.put(level.substring(0, equals), level.substring(equals + 1));
            }
        }
        return new Stratum(levels);
    }
}
