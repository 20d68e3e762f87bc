package org.equipoise.stats.domain.imputation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.linearmodel.Column;
import org.equipoise.stats.domain.linearmodel.DataTable;
import org.equipoise.stats.domain.linearmodel.DesignMatrix;
import org.equipoise.stats.domain.linearmodel.FactorColumn;
import org.equipoise.stats.domain.mmrm.Mmrm;
import org.equipoise.stats.domain.mmrm.MmrmFit;
import org.equipoise.stats.domain.numerics.CounterRandom;

/** Fills the gaps of a trial from given parameters; what does not depend on them is prepared once. */
final class Imputer {

    private final IncompleteTrial trial;
    private final List<ImputationPattern> patterns;
    private final List<String> names;
    private final double[][] own;
    private final double[][] counterfactual;

    Imputer(IncompleteTrial trial) {
        this.trial = trial;
        this.patterns = ImputationPattern.of(trial);
        DataTable covariates = trial.grid().covariates();
        DesignMatrix design = new DesignMatrix(trial.model().imputation().terms(), covariates);
        this.names = design.names();
        this.own = rows(design);
        this.counterfactual = rows(
                new DesignMatrix(trial.model().imputation().terms(), intoReference(covariates, trial.armColumn())));
    }

    private DataTable intoReference(DataTable covariates, FactorColumn arm) {
        List<Column> columns = new ArrayList<>();
        for (String name : trial.model().covariates()) {
            columns.add(covariates.column(name));
        }
        columns.removeIf(column -> column.name().equals(arm.name()));
        columns.add(FactorColumn.of(
                arm.name(),
                arm.levels(),
                Collections.nCopies(arm.size(), trial.model().treatment().reference())));
        columns.add(covariates.column(trial.model().imputation().covariance().visit()));
        return DataTable.of(columns);
    }

    private static double[][] rows(DesignMatrix design) {
        double[][] columns = design.values();
        double[][] rows = new double[columns.length == 0 ? 0 : columns[0].length][columns.length];
        for (int j = 0; j < columns.length; j++) {
            for (int row = 0; row < rows.length; row++) {
                rows[row][j] = columns[j][row];
            }
        }
        return rows;
    }

    /** The imputation model, fitted to all subjects by REML. */
    static Outcome<MmrmFit> fit(IncompleteTrial trial) {
        return Mmrm.withDefaults().fit(trial.model().imputation(), trial.fittingTable(trial.subjectsWithout(-1)));
    }

    /** The analyses of completed outcomes and their shifts, visit by visit, of some subjects. */
    Outcome<List<VisitStatistics>> analyse(double[][] completed, List<double[][]> shifts, int[] subjects) {
        List<VisitStatistics> statistics = new ArrayList<>();
        for (int visit = 0; visit < completed.length; visit++) {
            List<double[]> responses = ImputedAnalyses.responses(completed, shifts, visit);
            Outcome<VisitStatistics> analysis =
                    VisitDesign.of(trial, visit, subjects).map(design -> design.analyse(responses));
            if (analysis.value().isEmpty()) {
                return analysis.map(List::of);
            }
            statistics.add(analysis.orElseThrow());
        }
        return Outcome.computed(statistics);
    }

    /** The parameters of a fit, unless its design lacks columns of the trial's. */
    Outcome<ModelParameters> parameters(MmrmFit fit) {
        if (!fit.names().equals(names) || fit.visits().size() != trial.grid().visits()) {
            return Outcome.notComputed(
                    Outcome.Reason.TOO_FEW_OBSERVATIONS,
                    "A fit of the imputation model has " + fit.names().size() + " coefficients at "
                            + fit.visits().size() + " visits where the trial needs " + names.size() + " at "
                            + trial.grid().visits() + ": a visit or a level has no outcome before the events.",
                    "Leave out the visit or the term, or wait for more data.");
        }
        return Outcome.computed(new ModelParameters(fit.estimates(), fit.covarianceMatrices()));
    }

    /** The distributions of all patterns; not computed if a covariance is singular. */
    Outcome<List<ConditionalDistribution>> distributions(ModelParameters parameters) {
        double[][] reference = parameters.covariance(trial.model().treatment().reference());
        List<ConditionalDistribution> distributions = new ArrayList<>();
        for (ImputationPattern pattern : patterns) {
            double[][] covariance = parameters.covariance(trial.grid().arms().get(pattern.arm()));
            Optional<ConditionalDistribution> distribution = ConditionalDistribution.of(pattern, covariance, reference);
            if (distribution.isEmpty()) {
                return Outcome.notComputed(
                        Outcome.Reason.OUT_OF_RANGE,
                        "The covariance matrix that outcomes are imputed from is singular in double precision.",
                        "Two visits carry nearly the same numbers: leave one out, or choose a structure with fewer"
                                + " parameters.");
            }
            distributions.add(distribution.get());
        }
        return Outcome.computed(distributions);
    }

    /** Conditional means: outcomes by visit, then subject. */
    Outcome<double[][]> means(ModelParameters parameters) {
        return distributions(parameters).flatMap(all -> finite(fill(parameters, all, Optional.empty())));
    }

    /** A draw: outcomes by visit, then subject. */
    Outcome<double[][]> draw(ModelParameters parameters, CounterRandom random) {
        return distributions(parameters).flatMap(all -> finite(fill(parameters, all, Optional.of(random))));
    }

    private static Outcome<double[][]> finite(double[][] outcomes) {
        for (double[] visit : outcomes) {
            for (double value : visit) {
                if (!Double.isFinite(value)) {
                    return Outcome.notComputed(
                            Outcome.Reason.OUT_OF_RANGE,
                            "An imputed outcome left the range of double precision.",
                            "Give outcomes and covariates in units in which they lie between 1e-100 and 1e100.");
                }
            }
        }
        return Outcome.computed(outcomes);
    }

    private double[][] fill(
            ModelParameters parameters, List<ConditionalDistribution> distributions, Optional<CounterRandom> random) {
        SubjectGrid grid = trial.grid();
        int m = grid.visits();
        double[][] completed = new double[m][grid.subjects()];
        for (int i = 0; i < grid.subjects(); i++) {
            for (int v = 0; v < m; v++) {
                completed[v][i] = grid.outcome(i, v);
            }
        }
        double[] outcomes = new double[m];
        for (ConditionalDistribution distribution : distributions) {
            int[] unseen = distribution.pattern().unseen();
            double[] normal = new double[unseen.length];
            for (int subject : distribution.pattern().members()) {
                for (int v = 0; v < m; v++) {
                    outcomes[v] = completed[v][subject];
                }
                random.ifPresent(stream -> drawInto(normal, stream));
                double[] means = distribution.means(
                        predictions(own, subject, parameters), predictions(counterfactual, subject, parameters));
                distribution.fill(outcomes, means, normal);
                for (int visit : unseen) {
                    completed[visit][subject] = outcomes[visit];
                }
            }
        }
        return completed;
    }

    private static void drawInto(double[] normal, CounterRandom random) {
        for (int i = 0; i < normal.length; i++) {
            normal[i] = random.nextNormal();
        }
    }

    private double[] predictions(double[][] design, int subject, ModelParameters parameters) {
        double[] beta = parameters.coefficients();
        double[] means = new double[trial.grid().visits()];
        for (int v = 0; v < means.length; v++) {
            double[] row = design[subject * means.length + v];
            double sum = 0;
            for (int j = 0; j < beta.length; j++) {
                sum += row[j] * beta[j];
            }
            means[v] = sum;
        }
        return means;
    }
}
