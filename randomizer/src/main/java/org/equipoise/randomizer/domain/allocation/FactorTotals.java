package org.equipoise.randomizer.domain.allocation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * All that minimization remembers: how many subjects of each level of each factor are in each cell (see {@link Minimization}).
 *
 * @param factors the factors and their levels
 * @param counts one row for each level of the first factor, then of the second, …; in a row one number for each cell
 */
public record FactorTotals(Stratification factors, List<List<Integer>> counts) {

    /** Keeps an unmodifiable copy. */
    public FactorTotals {
        counts = List.copyOf(counts);
    }

    /** No subject yet. */
    static FactorTotals none(Stratification factors, int cells) {
        int rows = factors.factors().stream()
                .mapToInt(factor -> factor.levels().size())
                .sum();
        return new FactorTotals(factors, Collections.nCopies(rows, Collections.nCopies(cells, 0)));
    }

    /**
     * The same subjects under amended factors: a level that is new has none, wherever it stands among the others.
     *
     * @param amended the same factors in the same order, with at least the same levels
     * @throws IllegalArgumentException if a factor or a level is gone
     */
    public FactorTotals withLevelsOf(Stratification amended) {
        Map<String, Map<String, List<Integer>>> before = new HashMap<>();
        int row = 0;
        for (StratificationFactor factor : factors.factors()) {
            for (String level : factor.levels()) {
                before.computeIfAbsent(factor.id(), id -> new HashMap<>()).put(level, counts.get(row));
                row++;
            }
        }
        List<Integer> none = Collections.nCopies(counts.get(0).size(), 0);
        List<List<Integer>> after = new ArrayList<>();
        for (StratificationFactor factor : amended.factors()) {
            Map<String, List<Integer>> levels = before.getOrDefault(factor.id(), Map.of());
            if (!factor.levels().containsAll(levels.keySet())) {
                throw new IllegalArgumentException("A level of " + factor.id() + " is gone");
            }
            factor.levels().forEach(level -> after.add(levels.getOrDefault(level, none)));
        }
        if (!before.keySet().equals(amended.ids())) {
            throw new IllegalArgumentException("The factors are other ones");
        }
        return new FactorTotals(amended, after);
    }

    /** The subjects who share the subject's level of each factor, in the order of the factors. */
    List<List<Integer>> of(Stratum stratum) {
        return rows(stratum).stream().map(counts::get).toList();
    }

    /** The totals after a subject of the stratum went to the cell. */
    FactorTotals plus(Stratum stratum, int cell) {
        List<List<Integer>> after = new ArrayList<>(counts);
        for (int row : rows(stratum)) {
            after.set(row, plusOne(after.get(row), cell));
        }
        return new FactorTotals(factors, after);
    }

    static List<Integer> plusOne(List<Integer> row, int cell) {
        List<Integer> after = new ArrayList<>(row);
        after.set(cell, after.get(cell) + 1);
        return List.copyOf(after);
    }

    private List<Integer> rows(Stratum stratum) {
        List<Integer> rows = new ArrayList<>();
        int first = 0;
        for (StratificationFactor factor : factors.factors()) {
            int level = factor.levels().indexOf(stratum.levels().get(factor.id()));
            if (level < 0) {
                throw new IllegalArgumentException("Not a stratum of the plan: " + stratum.key());
            }
            rows.add(first + level);
            first += factor.levels().size();
        }
        return rows;
    }

    /** The counts in their order, 4 bytes each: always the same length for the same plan. */
    public byte[] bytes() {
        ByteBuffer buffer =
                ByteBuffer.allocate(counts.stream().mapToInt(List::size).sum() * Integer.BYTES);
        counts.forEach(row -> row.forEach(buffer::putInt));
        return buffer.array();
    }

    /** Reads what {@link #bytes()} wrote into the shape of these totals. */
    public FactorTotals read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new FactorTotals(
                factors,
                counts.stream()
                        .map(row -> IntStream.range(0, row.size())
                                .mapToObj(cell -> buffer.getInt())
                                .toList())
                        .toList());
    }

    /** The shape only: the counts tell arms. */
    @Override
    public String toString() {
        return "FactorTotals[" + counts.size() + " levels]";
    }
}
