package org.equipoise.stats.domain.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.equipoise.stats.domain.analysis.PlannedAnalyses;
import org.equipoise.stats.domain.findings.ExcludedValue;
import org.equipoise.stats.domain.linearmodel.Column;
import org.equipoise.stats.domain.linearmodel.DataTable;
import org.equipoise.stats.domain.linearmodel.FactorColumn;
import org.equipoise.stats.domain.linearmodel.NumericColumn;

/**
 * The changes from baseline of one endpoint at all visits, for the subjects with a baseline value. A change that is missing is
 * NaN, in arrays and columns alone.
 */
final class SeriesData {

    static final String SUBJECT = "SUBJECT";
    static final String VISIT = "VISIT";
    static final String ARM = "ARM";
    static final String BASELINE = "BASE";
    static final String CHANGE = "CHANGE";

    private final List<Trial.Enrolled> subjects;
    private final List<String> visits;
    private final double[] baselines;
    private final double[][] changes;

    private SeriesData(List<Trial.Enrolled> subjects, List<String> visits, double[] baselines, double[][] changes) {
        this.subjects = List.copyOf(subjects);
        this.visits = List.copyOf(visits);
        this.baselines = baselines;
        this.changes = changes;
    }

    static SeriesData of(Trial trial, PlannedAnalyses.Longitudinal planned) {
        VisitValues.Target target = new VisitValues.Target(
                planned.id(), planned.form(), planned.item(), trial.plan().estimandOf(planned.estimand()));
        List<Trial.Enrolled> with = new ArrayList<>();
        List<Double> baselines = new ArrayList<>();
        List<double[]> changes = new ArrayList<>();
        for (Trial.Enrolled one : trial.subjects()) {
            OptionalDouble baseline = trial.values().baseline(one.subject(), target, planned.baseline());
            if (baseline.isEmpty()) {
                trial.values()
                        .listing()
                        .exclude(new ExcludedValue(
                                planned.id(),
                                one.subject().subject(),
                                null,
                                "baseline-missing",
                                "no value at " + planned.baseline()));
                continue;
            }
            double start = baseline.getAsDouble();
            with.add(one);
            baselines.add(start);
            changes.add(planned.visits().stream()
                    .mapToDouble(visit -> trial.values()
                                    .at(one.subject(), target, visit)
                                    .value()
                                    .orElse(Double.NaN)
                            - start)
                    .toArray());
        }
        return new SeriesData(
                with,
                planned.visits(),
                baselines.stream().mapToDouble(Double::doubleValue).toArray(),
                changes.toArray(double[][]::new));
    }

    List<Trial.Enrolled> subjects() {
        return subjects;
    }

    List<String> visits() {
        return visits;
    }

    /** The change of a subject at a visit, NaN if missing. */
    double change(int subject, String visit) {
        return changes[subject][visits.indexOf(visit)];
    }

    /** The observed changes of an arm at a visit. */
    double[] changes(String label, String visit) {
        int v = visits.indexOf(visit);
        return IntStream.range(0, subjects.size())
                .filter(i -> subjects.get(i).label().equals(label))
                .mapToDouble(i -> changes[i][v])
                .filter(Double::isFinite)
                .toArray();
    }

    /** The visits at which each arm has at least some values. */
    List<String> visitsWith(int least) {
        return visits.stream()
                .filter(visit -> Trial.LABELS.stream().allMatch(label -> changes(label, visit).length >= least))
                .toList();
    }

    /** The factors that have two levels or more among the subjects with a value. */
    List<String> varyingFactors(List<String> factors, List<String> chosen) {
        return factors.stream()
                .filter(factor -> IntStream.range(0, subjects.size())
                                .filter(i -> chosen.stream().anyMatch(visit -> Double.isFinite(change(i, visit))))
                                .mapToObj(i -> level(i, factor))
                                .distinct()
                                .count()
                        > 1)
                .toList();
    }

    private String level(int subject, String factor) {
        return Trial.level(subjects.get(subject).subject(), factor).orElse("?");
    }

    /** One row for each subject and chosen visit: all of them, or those with a value alone. */
    DataTable table(List<String> chosen, List<String> factors, boolean withMissing) {
        List<int[]> cells = new ArrayList<>();
        for (int i = 0; i < subjects.size(); i++) {
            for (String visit : chosen) {
                if (withMissing || Double.isFinite(change(i, visit))) {
                    cells.add(new int[] {i, visits.indexOf(visit)});
                }
            }
        }
        List<Column> columns = new ArrayList<>();
        columns.add(FactorColumn.of(
                SUBJECT,
                cells.stream()
                        .map(cell -> subjects.get(cell[0]).subject().subject())
                        .toList()));
        columns.add(FactorColumn.of(
                VISIT, chosen, cells.stream().map(cell -> visits.get(cell[1])).toList()));
        columns.add(FactorColumn.of(
                ARM,
                Trial.LABELS,
                cells.stream().map(cell -> subjects.get(cell[0]).label()).toList()));
        for (String factor : factors) {
            List<String> levels =
                    cells.stream().map(cell -> level(cell[0], factor)).toList();
            columns.add(FactorColumn.of(factor, List.copyOf(new TreeSet<>(levels)), levels));
        }
        columns.add(new NumericColumn(
                BASELINE, cells.stream().mapToDouble(cell -> baselines[cell[0]]).toArray()));
        columns.add(new NumericColumn(
                CHANGE,
                cells.stream().mapToDouble(cell -> changes[cell[0]][cell[1]]).toArray()));
        return DataTable.of(columns);
    }

    @Override
    public String toString() {
        return "SeriesData[" + subjects.size() + " subjects, " + Arrays.toString(visits.toArray()) + "]";
    }
}
