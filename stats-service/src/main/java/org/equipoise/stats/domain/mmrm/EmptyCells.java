package org.equipoise.stats.domain.mmrm;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.equipoise.stats.domain.linearmodel.DesignColumn;

/**
 * Looks for combinations of levels, of terms with several factors, that no observation has.
 *
 * <p>The description names the term and how many of its cells are empty, never the levels themselves: they may be arms.
 */
final class EmptyCells {

    private final Observations observations;

    EmptyCells(Observations observations) {
        this.observations = observations;
    }

    /** What is empty, if anything is. */
    Optional<String> describe() {
        Map<String, List<DesignColumn>> interactions = observations.design().columns().stream()
                .filter(column -> column.parts().stream()
                                .filter(part -> part.level() >= 0)
                                .count()
                        > 1)
                .collect(Collectors.groupingBy(
                        column -> column.term().orElseThrow().toString()));
        for (Map.Entry<String, List<DesignColumn>> interaction : interactions.entrySet()) {
            List<String> factors = interaction.getValue().get(0).parts().stream()
                    .filter(part -> part.level() >= 0)
                    .map(DesignColumn.Part::variable)
                    .toList();
            long cells = factors.stream().mapToLong(this::levels).reduce(1, (left, right) -> left * right);
            long filled = filled(factors);
            if (filled < cells) {
                return Optional.of("Of the " + cells + " cells of " + interaction.getKey() + ", " + (cells - filled)
                        + " have no observation, so that its effects cannot be told apart.");
            }
        }
        return Optional.empty();
    }

    private long levels(String factor) {
        return observations.design().levels(factor).size();
    }

    private long filled(List<String> factors) {
        Map<List<Integer>, Boolean> cells = new HashMap<>();
        int[] codes = new int[factors.size()];
        for (int row = 0; row < observations.rows(); row++) {
            for (int k = 0; k < codes.length; k++) {
                codes[k] = observations.design().code(factors.get(k), row);
            }
            cells.put(Arrays.stream(codes).boxed().toList(), true);
        }
        return cells.size();
    }
}
