package org.equipoise.stats.domain.mmrm;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.equipoise.stats.domain.linearmodel.DesignColumn;
import org.equipoise.stats.domain.linearmodel.Term;

/**
 * Looks for combinations of levels, of terms with several factors, that no observation has.
 *
 * <p>The description names the term, how many of its cells are empty, and the visits concerned, but no level of any other
 * factor: it may be an arm.
 */
final class EmptyCells {

    private final Observations observations;

    EmptyCells(Observations observations) {
        this.observations = observations;
    }

    /** What is empty, if anything is. */
    Optional<String> describe() {
        Map<Term, List<String>> interactions = new LinkedHashMap<>();
        for (DesignColumn column : observations.design().columns()) {
            List<String> factors = column.parts().stream()
                    .filter(part -> part.level() >= 0)
                    .map(DesignColumn.Part::variable)
                    .toList();
            if (factors.size() > 1) {
                interactions.put(column.term().orElseThrow(), factors);
            }
        }
        return interactions.entrySet().stream()
                .flatMap(interaction -> describe(interaction.getKey(), interaction.getValue()).stream())
                .findFirst();
    }

    private Optional<String> describe(Term term, List<String> factors) {
        long cells = factors.stream()
                .mapToLong(factor -> observations.design().levels(factor).size())
                .reduce(1, (left, right) -> left * right);
        Set<List<Integer>> filled = filled(factors);
        if (filled.size() == cells) {
            return Optional.empty();
        }
        int visit = factors.indexOf(observations.visitFactor());
        String where = visit < 0 ? "" : ", at visits " + incomplete(filled, visit, cells);
        return Optional.of("Of the " + cells + " cells of " + term + ", " + (cells - filled.size())
                + " have no observation" + where + ", so that its effects cannot be told apart.");
    }

    private Set<List<Integer>> filled(List<String> factors) {
        Set<List<Integer>> filled = new HashSet<>();
        int[] codes = new int[factors.size()];
        for (int row = 0; row < observations.rows(); row++) {
            for (int k = 0; k < codes.length; k++) {
                codes[k] = observations.design().code(factors.get(k), row);
            }
            filled.add(Arrays.stream(codes).boxed().toList());
        }
        return filled;
    }

    private List<String> incomplete(Set<List<Integer>> filled, int factor, long cells) {
        List<String> visits = observations.visits();
        return IntStream.range(0, visits.size())
                .filter(visit -> filled.stream()
                                .filter(cell -> cell.get(factor) == visit)
                                .count()
                        < cells / visits.size())
                .mapToObj(visits::get)
                .toList();
    }
}
