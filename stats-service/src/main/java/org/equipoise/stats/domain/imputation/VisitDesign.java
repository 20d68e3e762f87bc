package org.equipoise.stats.domain.imputation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.ancova.Margins;
import org.equipoise.stats.domain.linearmodel.Column;
import org.equipoise.stats.domain.linearmodel.DataTable;
import org.equipoise.stats.domain.linearmodel.DesignMatrix;
import org.equipoise.stats.domain.linearmodel.FactorColumn;
import org.equipoise.stats.domain.linearmodel.ModelTerms;
import org.equipoise.stats.domain.numerics.HouseholderQr;

/**
 * The analysis of covariance of one visit, decomposed once for any number of responses.
 *
 * <p>With X = QR a linear function l'&beta; of the coefficients has the estimate l'R<sup>&minus;1</sup>Q'y and the variance
 * &sigma;&sup2;|R'<sup>&minus;1</sup>l|&sup2;.
 */
final class VisitDesign {

    private final int[] subjects;
    private final HouseholderQr qr;
    private final List<double[]> functionals;
    private final int columns;

    private VisitDesign(int[] subjects, HouseholderQr qr, List<double[]> functionals, int columns) {
        this.subjects = subjects;
        this.qr = qr;
        this.functionals = functionals;
        this.columns = columns;
    }

    /**
     * Prepares a visit.
     *
     * @param trial the trial
     * @param visit the visit's position
     * @param subjects who is analysed
     * @return the design. Not computed if it has as many columns as subjects, or dependent ones
     */
    static Outcome<VisitDesign> of(IncompleteTrial trial, int visit, int[] subjects) {
        int m = trial.grid().visits();
        ModelTerms terms = trial.model().analysis();
        int[] rows = Arrays.stream(subjects).map(subject -> subject * m + visit).toArray();
        DataTable table = trial.grid().covariates().select(rows, trial.model().covariates());
        DesignMatrix design = new DesignMatrix(terms, table);
        int p = design.columns().size();
        String arm = trial.model().treatment().arm();
        if (subjects.length <= p || !design.levels(arm).equals(trial.grid().arms())) {
            return Outcome.notComputed(
                    Outcome.Reason.TOO_FEW_OBSERVATIONS,
                    subjects.length + " subjects cannot determine " + p
                            + " coefficients of the analysis and a residual variance.",
                    "Wait for more data, or leave out terms of the analysis.");
        }
        HouseholderQr qr = new HouseholderQr(design.values());
        if (qr.dependentColumn().isPresent()) {
            return Outcome.notComputed(
                    Outcome.Reason.RANK_DEFICIENT,
                    "Column " + (qr.dependentColumn().get() + 1) + " of the " + p
                            + " columns of the analysis does not vary or is a combination of the columns before it.",
                    "Leave out a term that carries the same information.");
        }
        return Outcome.computed(new VisitDesign(subjects, qr, functionals(trial, table, design), p));
    }

    /** The effects in their order: for each visit the differences, then the means. */
    static List<Effect> effects(IncompleteTrial trial) {
        String reference = trial.model().treatment().reference();
        List<String> arms = trial.grid().arms();
        List<Effect> effects = new ArrayList<>();
        for (String visit : trial.visits()) {
            arms.stream()
                    .filter(arm -> !arm.equals(reference))
                    .forEach(arm -> effects.add(Effect.difference(visit, arm, reference)));
            arms.forEach(arm -> effects.add(Effect.mean(visit, arm)));
        }
        return effects;
    }

    private static List<double[]> functionals(IncompleteTrial trial, DataTable table, DesignMatrix design) {
        List<String> arms = trial.grid().arms();
        List<double[]> means =
                arms.stream().map(arm -> mean(trial, table, design, arm)).toList();
        int reference = arms.indexOf(trial.model().treatment().reference());
        List<double[]> functionals = new ArrayList<>();
        for (int a = 0; a < arms.size(); a++) {
            if (a != reference) {
                double[] difference = means.get(a).clone();
                for (int j = 0; j < difference.length; j++) {
                    difference[j] -= means.get(reference)[j];
                }
                functionals.add(difference);
            }
        }
        functionals.addAll(means);
        return functionals;
    }

    private static double[] mean(IncompleteTrial trial, DataTable table, DesignMatrix design, String arm) {
        String factor = trial.model().treatment().arm();
        if (trial.model().margins() == Margins.EQUAL) {
            return design.leastSquaresMean(Map.of(factor, arm));
        }
        List<Column> columns = new ArrayList<>();
        for (String name : trial.model().covariates()) {
            columns.add(
                    name.equals(factor)
                            ? FactorColumn.of(
                                    factor,
                                    table.factor(factor).levels(),
                                    IntStream.range(0, table.rows())
                                            .mapToObj(row -> arm)
                                            .toList())
                            : table.column(name));
        }
        double[][] predicted = new DesignMatrix(trial.model().analysis(), DataTable.of(columns)).values();
        return Arrays.stream(predicted)
                .mapToDouble(column -> Arrays.stream(column).average().orElse(0))
                .toArray();
    }

    /**
     * Analyses responses.
     *
     * @param responses for each response one number for each subject of the trial: the outcomes, then shifts of them
     * @return what is needed to analyse every sum of the first and multiples of the others
     */
    VisitStatistics analyse(List<double[]> responses) {
        int count = responses.size();
        double[][] residuals = new double[count][];
        double[][] estimates = new double[functionals.size()][count];
        for (int r = 0; r < count; r++) {
            double[] all = responses.get(r);
            double[] rotated =
                    qr.rotate(Arrays.stream(subjects).mapToDouble(i -> all[i]).toArray());
            double[] beta = qr.solve(rotated);
            for (int f = 0; f < estimates.length; f++) {
                estimates[f][r] = product(functionals.get(f), beta, 0);
            }
            residuals[r] = rotated;
        }
        double[][] squares = new double[count][count];
        for (int a = 0; a < count; a++) {
            for (int b = 0; b < count; b++) {
                squares[a][b] = product(residuals[a], residuals[b], columns);
            }
        }
        return new VisitStatistics(estimates, squares, leverages(), subjects.length - columns);
    }

    private double[] leverages() {
        return functionals.stream()
                .mapToDouble(functional -> {
                    double[] solution = qr.solveTransposed(functional);
                    return product(solution, solution, 0);
                })
                .toArray();
    }

    private static double product(double[] left, double[] right, int from) {
        double sum = 0;
        for (int i = from; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }
}
