package org.equipoise.stats.domain.crossover;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The observations of a crossover trial. A period without a response, or without a row, is missing.
 *
 * @param observations at most one for each subject and period
 */
public record CrossoverData(List<CrossoverObservation> observations) {

    /** Copies the rows; refuses a period that repeats within a subject and a subject of two sequences. */
    public CrossoverData {
        observations = List.copyOf(observations);
        Map<String, Map<Integer, String>> periods = new HashMap<>();
        Map<String, String> sequences = new HashMap<>();
        for (CrossoverObservation row : observations) {
            Map<Integer, String> own = periods.computeIfAbsent(row.subject(), key -> new HashMap<>());
            if (own.put(row.period(), row.treatment()) != null) {
                throw new IllegalArgumentException("a subject has two rows for period " + row.period());
            }
            String sequence = sequences.putIfAbsent(row.subject(), row.sequence());
            if (sequence != null && !sequence.equals(row.sequence())) {
                throw new IllegalArgumentException("a subject belongs to two sequences; give each its own");
            }
        }
    }

    /** The rows with a response. */
    List<CrossoverObservation> complete() {
        return observations.stream().filter(CrossoverObservation::complete).toList();
    }

    /**
     * What each row's subject got in the period before, known from any of the rows, also those without a response.
     *
     * @param rows some of the rows
     * @return one entry for each: empty in a first period. Empty altogether if a period before is not on record
     */
    Optional<List<Optional<String>>> before(List<CrossoverObservation> rows) {
        Map<String, Map<Integer, String>> given = new HashMap<>();
        observations.forEach(row ->
                given.computeIfAbsent(row.subject(), key -> new HashMap<>()).put(row.period(), row.treatment()));
        List<Optional<String>> result = new ArrayList<>();
        for (CrossoverObservation row : rows) {
            String previous = given.get(row.subject()).get(row.period() - 1);
            if (previous == null && row.period() > 1) {
                return Optional.empty();
            }
            result.add(Optional.ofNullable(previous));
        }
        return Optional.of(result);
    }

    /** Rows by subject, subjects in alphabetical order. */
    static Collection<List<Integer>> bySubject(List<CrossoverObservation> rows) {
        Map<String, List<Integer>> result = new TreeMap<>();
        for (int i = 0; i < rows.size(); i++) {
            result.computeIfAbsent(rows.get(i).subject(), key -> new ArrayList<>())
                    .add(i);
        }
        return result.values();
    }
}
