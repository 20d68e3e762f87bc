package org.equipoise.stats.domain.mmrm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups subjects by group and pattern of missingness, and condenses each pattern.
 *
 * <p>Every quantity of the likelihood is a sum over subjects of quadratic forms in the numbers (X<sub>i</sub>,
 * y<sub>i</sub>) of a subject, with coefficients that are equal within a pattern. With the subjects' numbers as the rows
 * of a matrix D, D may be replaced by any R with R'R = D'D. As the columns of D are mostly copies of few covariates
 * (baseline, arm, &hellip;), D has a small rank r, and Gram&ndash;Schmidt orthogonalization of its distinct columns,
 * done twice, gives an R of r rows, which are the units. Patterns where that saves nothing keep their subjects.
 */
final class PatternCondenser {

    private static final double NEGLIGIBLE = 1e-14;
    private static final int LARGEST_RANK = 64;

    private final Observations observations;
    private final int columns;

    PatternCondenser(Observations observations) {
        this.observations = observations;
        this.columns = observations.columns();
    }

    /** The patterns, in order of appearance. */
    List<Pattern> condense() {
        Map<List<Integer>, List<Integer>> members = new LinkedHashMap<>();
        for (int subject = 0; subject < observations.subjects(); subject++) {
            List<Integer> key = new ArrayList<>();
            key.add(observations.group(subject));
            for (int visit : observations.visits(subject)) {
                key.add(visit);
            }
            members.computeIfAbsent(key, absent -> new ArrayList<>()).add(subject);
        }
        return members.values().stream().map(this::condense).toList();
    }

    private Pattern condense(List<Integer> subjects) {
        int first = subjects.get(0);
        int[] visits = observations.visits(first);
        double[][] table = table(subjects, visits.length);
        double[][] condensed = subjects.size() > visits.length ? condense(table, subjects.size()) : table;
        int units = condensed[0].length;
        double[] x = new double[units * visits.length * columns];
        double[] y = new double[units * visits.length];
        for (int unit = 0; unit < units; unit++) {
            for (int a = 0; a < visits.length; a++) {
                int row = unit * visits.length + a;
                y[row] = condensed[a * (columns + 1) + columns][unit];
                for (int j = 0; j < columns; j++) {
                    x[row * columns + j] = condensed[a * (columns + 1) + j][unit];
                }
            }
        }
        return new Pattern(observations.group(first), visits, subjects.size(), units, x, y);
    }

    /** D by columns: for each visit p columns of the design and the response. */
    private double[][] table(List<Integer> subjects, int visits) {
        double[][] table = new double[visits * (columns + 1)][subjects.size()];
        for (int i = 0; i < subjects.size(); i++) {
            int start = observations.start(subjects.get(i));
            for (int a = 0; a < visits; a++) {
                for (int j = 0; j < columns; j++) {
                    table[a * (columns + 1) + j][i] = observations.x(start + a, j);
                }
                table[a * (columns + 1) + columns][i] = observations.y(start + a);
            }
        }
        return table;
    }

    private static double[][] condense(double[][] table, int rows) {
        Map<Integer, List<Integer>> seen = new HashMap<>();
        List<double[]> basis = new ArrayList<>();
        int limit = Math.min(LARGEST_RANK, rows / 2);
        double[][] coordinates = new double[table.length][];
        for (int column = 0; column < table.length; column++) {
            int copy = copyOf(column, table, seen);
            coordinates[column] = copy < column ? coordinates[copy] : coordinates(table[column], basis, limit);
            if (basis.size() > limit) {
                return table;
            }
        }
        for (int column = 0; column < table.length; column++) {
            coordinates[column] = Arrays.copyOf(coordinates[column], Math.max(1, basis.size()));
        }
        return coordinates;
    }

    private static int copyOf(int column, double[][] table, Map<Integer, List<Integer>> seen) {
        List<Integer> alike = seen.computeIfAbsent(Arrays.hashCode(table[column]), absent -> new ArrayList<>());
        for (int earlier : alike) {
            if (Arrays.equals(table[earlier], table[column])) {
                return earlier;
            }
        }
        alike.add(column);
        return column;
    }

    private static double[] coordinates(double[] column, List<double[]> basis, int limit) {
        double[] rest = column.clone();
        double[] coordinates = new double[limit + 2];
        for (int pass = 0; pass < 2; pass++) {
            for (int k = 0; k < basis.size(); k++) {
                double[] direction = basis.get(k);
                double product = product(direction, rest);
                coordinates[k] += product;
                for (int i = 0; i < rest.length; i++) {
                    rest[i] -= product * direction[i];
                }
            }
        }
        double length = Math.sqrt(product(rest, rest));
        if (length > NEGLIGIBLE * Math.sqrt(product(column, column))) {
            for (int i = 0; i < rest.length; i++) {
                rest[i] /= length;
            }
            coordinates[basis.size()] = length;
            basis.add(rest);
        }
        return coordinates;
    }

    private static double product(double[] left, double[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }
}
