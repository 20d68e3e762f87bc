package org.equipoise.stats.domain.ancova;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The design matrix of the complete cases, in treatment contrasts with covariates centred at their means.
 *
 * <p>Centring makes the columns nearly orthogonal and turns the mean of the covariates into the origin; {@link
 * #uncentred} takes a coefficient back to the origin of the covariates themselves. Levels that no complete case has get
 * no column.
 */
final class AncovaDesign {

    private final List<String> names = new ArrayList<>();
    private final List<double[]> columns = new ArrayList<>();
    private final List<Column> roles = new ArrayList<>();
    private final int[] cases;
    private final AncovaData data;
    private final double[] means;
    private final List<String> arms;
    private final List<List<String>> factorLevels;

    /** What a column stands for: a covariate, a factor's or the arm's level, or a product of covariate and arm. */
    private record Column(int covariate, int factor, String level, boolean arm) {}

    AncovaDesign(AncovaData data) {
        this.data = data;
        this.cases = data.completeCases();
        this.means = data.covariates().stream().mapToDouble(this::mean).toArray();
        this.arms = observed(data.arm());
        this.factorLevels = data.factors().stream().map(this::observed).toList();
        add("(Intercept)", new Column(-1, -1, "", false), i -> 1);
        for (int c = 0; c < means.length; c++) {
            int covariate = c;
            add(data.covariates().get(c).name(), new Column(c, -1, "", false), i -> centred(covariate, i));
        }
        for (int f = 0; f < factorLevels.size(); f++) {
            addLevels(data.factors().get(f), factorLevels.get(f), f);
        }
        for (String arm : arms.subList(Math.min(1, arms.size()), arms.size())) {
            add(data.arm().name() + arm, new Column(-1, -1, arm, true), i -> isArm(arm, i));
        }
        addInteractions();
    }

    private void addLevels(Factor factor, List<String> levels, int index) {
        for (String level : levels.subList(Math.min(1, levels.size()), levels.size())) {
            add(
                    factor.name() + level,
                    new Column(-1, index, level, false),
                    i -> factor.values().get(i).equals(level) ? 1 : 0);
        }
    }

    private void addInteractions() {
        for (int c = 0; c < means.length; c++) {
            if (data.covariates().get(c).interactsWithArm()) {
                int covariate = c;
                for (String arm : arms.subList(Math.min(1, arms.size()), arms.size())) {
                    String name =
                            data.covariates().get(c).name() + ":" + data.arm().name() + arm;
                    add(name, new Column(c, -1, arm, true), i -> centred(covariate, i) * isArm(arm, i));
                }
            }
        }
    }

    private interface Entry {
        double of(int observation);
    }

    private void add(String name, Column role, Entry entry) {
        names.add(name);
        roles.add(role);
        columns.add(IntStream.of(cases).mapToDouble(entry::of).toArray());
    }

    private double mean(Covariate covariate) {
        double first = cases.length == 0 ? 0 : covariate.values().get(cases[0]);
        double sum = 0;
        for (int i : cases) {
            sum += covariate.values().get(i) - first;
        }
        return cases.length == 0 ? 0 : first + sum / cases.length;
    }

    private double centred(int covariate, int observation) {
        return data.covariates().get(covariate).values().get(observation) - means[covariate];
    }

    private double isArm(String arm, int observation) {
        return data.arm().values().get(observation).equals(arm) ? 1 : 0;
    }

    private List<String> observed(Factor factor) {
        TreeSet<String> seen = new TreeSet<>();
        for (int i : cases) {
            seen.add(factor.values().get(i));
        }
        return factor.levels().stream().filter(seen::contains).toList();
    }

    int observations() {
        return cases.length;
    }

    List<String> names() {
        return names;
    }

    List<String> arms() {
        return arms;
    }

    double[][] matrix() {
        return columns.toArray(double[][]::new);
    }

    double[] response() {
        return IntStream.of(cases).mapToDouble(i -> data.response().get(i)).toArray();
    }

    /** The functional that gives a coefficient with the covariates at their own origin. */
    double[] uncentred(int coefficient) {
        double[] functional = new double[columns.size()];
        functional[coefficient] = 1;
        Column wanted = roles.get(coefficient);
        if (wanted.covariate() >= 0 || wanted.factor() >= 0) {
            return functional;
        }
        for (int j = 0; j < functional.length; j++) {
            Column role = roles.get(j);
            if (role.covariate() >= 0
                    && role.arm() == wanted.arm()
                    && role.level().equals(wanted.level())) {
                functional[j] = -means[role.covariate()];
            }
        }
        return functional;
    }

    /** The functional that gives the least-squares mean of an arm. */
    double[] leastSquaresMean(String arm, Margins margins) {
        double[] functional = new double[columns.size()];
        functional[0] = 1;
        for (int j = 1; j < functional.length; j++) {
            Column role = roles.get(j);
            if (role.factor() >= 0) {
                functional[j] = margins == Margins.EQUAL
                        ? 1.0 / factorLevels.get(role.factor()).size()
                        : average(columns.get(j));
            } else if (role.arm() && role.covariate() < 0 && role.level().equals(arm)) {
                functional[j] = 1;
            }
        }
        return functional;
    }

    private static double average(double[] column) {
        double sum = 0;
        for (double value : column) {
            sum += value;
        }
        return sum / column.length;
    }
}
