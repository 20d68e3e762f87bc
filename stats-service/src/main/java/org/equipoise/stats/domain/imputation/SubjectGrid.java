package org.equipoise.stats.domain.imputation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.linearmodel.Column;
import org.equipoise.stats.domain.linearmodel.DataTable;
import org.equipoise.stats.domain.linearmodel.FactorColumn;
import org.equipoise.stats.domain.linearmodel.NumericColumn;

/**
 * Every subject at every visit: row i m + v holds subject i at visit v.
 *
 * <p>Levels of factors that no row has are dropped, so that the columns of a design are those of a fit to all rows.
 */
final class SubjectGrid {

    private final ImputationModel model;
    private final List<String> subjects;
    private final DataTable covariates;
    private final double[] outcomes;

    private SubjectGrid(ImputationModel model, List<String> subjects, DataTable covariates, double[] outcomes) {
        this.model = model;
        this.subjects = subjects;
        this.covariates = covariates;
        this.outcomes = outcomes;
    }

    static Outcome<SubjectGrid> of(ImputationModel model, DataTable given) {
        String subject = model.imputation().covariance().subject();
        String visit = model.imputation().covariance().visit();
        String response = model.imputation().response();
        List<String> names = new ArrayList<>(List.of(subject, visit, response));
        model.covariates().forEach(names::add);
        DataTable table = given.select(
                IntStream.range(0, given.rows()).toArray(),
                names.stream().distinct().toList());
        FactorColumn subjects = table.factor(subject);
        FactorColumn visits = table.factor(visit);
        int m = visits.levels().size();
        int[] rows = new int[subjects.levels().size() * m];
        Arrays.fill(rows, -1);
        for (int row = 0; row < table.rows(); row++) {
            if (subjects.missing(row) || visits.missing(row)) {
                throw new IllegalArgumentException("row " + (row + 1) + " has no " + subject + " or no " + visit);
            }
            int cell = subjects.code(row) * m + visits.code(row);
            if (rows[cell] >= 0) {
                throw new IllegalArgumentException("a subject has two rows at visit "
                        + visits.levels().get(visits.code(row)) + " (rows " + (rows[cell] + 1) + " and " + (row + 1)
                        + "); give one row for each subject and visit");
            }
            rows[cell] = row;
        }
        return of(model, table, rows, m);
    }

    private static Outcome<SubjectGrid> of(ImputationModel model, DataTable table, int[] rows, int m) {
        List<String> subjects =
                table.factor(model.imputation().covariance().subject()).levels();
        for (String name : model.covariates()) {
            Column column = table.column(name);
            for (int cell = 0; cell < rows.length; cell++) {
                int row = rows[cell] >= 0 ? rows[cell] : stand(column, rows, cell, m);
                if (row < 0 || column.missing(row)) {
                    return Outcome.notComputed(
                            Outcome.Reason.INCOMPLETE_DATA,
                            "Subject " + subjects.get(cell / m) + " has no " + name + " at visit number "
                                    + (cell % m + 1) + ".",
                            "Outcomes can be imputed, covariates cannot: enter the value, or leave the subject or "
                                    + name + " out.");
                }
            }
        }
        return Outcome.computed(arranged(model, table, rows, m));
    }

    private static SubjectGrid arranged(ImputationModel model, DataTable table, int[] rows, int m) {
        FactorColumn visits = table.factor(model.imputation().covariance().visit());
        List<String> subjects =
                table.factor(model.imputation().covariance().subject()).levels();
        NumericColumn response = table.numeric(model.imputation().response());
        double[] outcomes = new double[rows.length];
        for (int cell = 0; cell < rows.length; cell++) {
            outcomes[cell] = rows[cell] < 0 ? Double.NaN : response.value(rows[cell]);
        }
        List<Column> columns = new ArrayList<>();
        columns.add(FactorColumn.of(
                visits.name(),
                visits.levels(),
                IntStream.range(0, rows.length)
                        .mapToObj(cell -> visits.levels().get(cell % m))
                        .toList()));
        for (String name : model.covariates()) {
            Column column = table.column(name);
            int[] stands = new int[rows.length];
            for (int cell = 0; cell < rows.length; cell++) {
                stands[cell] = rows[cell] >= 0 ? rows[cell] : stand(column, rows, cell, m);
            }
            columns.add(table.select(stands, List.of(name)).column(name));
        }
        SubjectGrid grid = new SubjectGrid(model, subjects, DataTable.of(columns), outcomes);
        grid.requireOneArm();
        return grid;
    }

    /** Another row of the subject, if all its rows hold the same value of a column; &minus;1 otherwise. */
    private static int stand(Column column, int[] rows, int cell, int m) {
        int found = -1;
        for (int other = cell / m * m; other < (cell / m + 1) * m; other++) {
            if (rows[other] >= 0) {
                if (found >= 0 && !same(column, found, rows[other])) {
                    return -1;
                }
                found = rows[other];
            }
        }
        return found;
    }

    private static boolean same(Column column, int left, int right) {
        if (column instanceof FactorColumn factor) {
            return factor.code(left) == factor.code(right);
        }
        NumericColumn numeric = (NumericColumn) column;
        return numeric.value(left) == numeric.value(right);
    }

    private void requireOneArm() {
        FactorColumn arms = covariates.factor(model.treatment().arm());
        for (int row = 0; row < outcomes.length; row++) {
            if (arms.code(row) != arms.code(row / visits() * visits())) {
                throw new IllegalArgumentException("subject " + subjects.get(row / visits())
                        + " changes the arm; analyse subjects in the arm they were randomized to");
            }
        }
    }

    int subjects() {
        return subjects.size();
    }

    List<String> subjectNames() {
        return subjects;
    }

    List<String> visitNames() {
        return covariates.factor(model.imputation().covariance().visit()).levels();
    }

    int visits() {
        return subjects.isEmpty() ? 0 : outcomes.length / subjects.size();
    }

    List<String> arms() {
        return covariates.factor(model.treatment().arm()).levels();
    }

    int arm(int subject) {
        return covariates.factor(model.treatment().arm()).code(subject * visits());
    }

    boolean observed(int subject, int visit) {
        return !Double.isNaN(outcomes[subject * visits() + visit]);
    }

    double outcome(int subject, int visit) {
        return outcomes[subject * visits() + visit];
    }

    /** Visit, arm and covariates, row by row of the grid. */
    DataTable covariates() {
        return covariates;
    }

    /** The rows of some subjects with a response, each subject under a name of its own however often it comes. */
    DataTable table(int[] chosen, String name, double[] response) {
        int m = visits();
        int[] rows = new int[chosen.length * m];
        List<String> labels = new ArrayList<>(rows.length);
        List<String> levels = new ArrayList<>(chosen.length);
        for (int i = 0; i < chosen.length; i++) {
            levels.add(Integer.toString(i));
            for (int v = 0; v < m; v++) {
                rows[i * m + v] = chosen[i] * m + v;
                labels.add(levels.get(i));
            }
        }
        List<String> names = new ArrayList<>(model.covariates());
        names.add(model.imputation().covariance().visit());
        DataTable selected = covariates.select(rows, names);
        List<Column> columns =
                new ArrayList<>(names.stream().map(selected::column).toList());
        columns.add(FactorColumn.of(model.imputation().covariance().subject(), levels, labels));
        columns.add(new NumericColumn(name, response));
        return DataTable.of(columns);
    }
}
