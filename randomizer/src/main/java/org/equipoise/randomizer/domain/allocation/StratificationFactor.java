package org.equipoise.randomizer.domain.allocation;

import java.util.List;
import java.util.Objects;

/**
 * A characteristic by which subjects are grouped before they are randomized.
 *
 * @param id identifier, unique in the plan, for example {@code site} or {@code madrsBand}
 * @param levels the codes of its possible values, at least one, all different
 */
public record StratificationFactor(String id, List<String> levels) {

    /** Checks that nothing is missing. */
    public StratificationFactor {
        Objects.requireNonNull(id, "id");
        levels = List.copyOf(levels);
    }
}
