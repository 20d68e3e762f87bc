package org.equipoise.stats.domain.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.equipoise.stats.domain.linearmodel.DataTable;
import org.equipoise.stats.domain.linearmodel.FactorColumn;
import org.equipoise.stats.domain.linearmodel.NumericColumn;
import org.equipoise.stats.domain.mmrm.Mmrm;
import org.equipoise.stats.domain.mmrm.MmrmModel;
import org.equipoise.stats.domain.mmrm.VisitContrast;
import org.equipoise.stats.domain.planning.MmrmPlan;

/**
 * Normal outcomes at several visits with dropout, compared at the last visit by a mixed model for repeated measures with an
 * unstructured covariance.
 *
 * <p>The outcomes of a participant are multivariate normal. Dropout is monotone and independent of the outcomes: somebody is still
 * observed at visit t with the arm's retention of that visit. The participants of a look have had all their visits.
 *
 * @param effects the true difference of the arms at each visit, first minus second
 * @param deviation the standard deviation at each visit, above 0
 * @param correlation the correlations of the visits, positive definite
 * @param retention the shares of both arms still observed at each visit
 * @param analysis the options of the mixed model
 */
public record RepeatedEndpoint(
        List<Double> effects,
        double deviation,
        List<List<Double>> correlation,
        MmrmPlan.Retention retention,
        Mmrm analysis)
        implements TrialEndpoint {

    private static final MmrmModel MODEL = MmrmModel.parse("Y ~ ARM*VISIT + us(VISIT | SUBJ)");

    /** Checks the sizes and that the correlations belong to a distribution. */
    public RepeatedEndpoint {
        Objects.requireNonNull(analysis, "analysis");
        effects = List.copyOf(effects);
        correlation = correlation.stream().map(List::copyOf).toList();
        EndpointChecks.requireDeviation(deviation);
        effects.forEach(EndpointChecks::requireEffect);
        int visits = effects.size();
        if (visits < 1
                || correlation.size() != visits
                || correlation.stream().anyMatch(row -> row.size() != visits)
                || retention.first().size() != visits
                || retention.second().size() != visits) {
            throw new IllegalArgumentException(
                    "there must be " + visits
                            + " rows of as many correlations and as many shares of each arm, one for each visit with an effect");
        }
        if (root(correlation).length == 0) {
            throw new IllegalArgumentException("the correlations of the visits must be positive definite");
        }
    }

    /** L with LL' = R by rows; empty if R is not positive definite. */
    private static double[][] root(List<List<Double>> matrix) {
        int n = matrix.size();
        double[][] root = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix.get(i).get(j);
                for (int k = 0; k < j; k++) {
                    sum -= root[i][k] * root[j][k];
                }
                if (i == j && !(sum > 1e-12)) {
                    return new double[0][];
                }
                root[i][j] = i == j ? Math.sqrt(sum) : sum / root[j][j];
            }
        }
        return root;
    }

    @Override
    public double trueEffect() {
        return effects.get(effects.size() - 1);
    }

    @Override
    public double[] participant(boolean first, TrialStream stream) {
        double[][] root = root(correlation);
        List<Double> shares = first ? retention.first() : retention.second();
        double stays = stream.uniform();
        double[] normals = new double[root.length];
        double[] outcomes = new double[root.length];
        for (int visit = 0; visit < outcomes.length; visit++) {
            normals[visit] = stream.normal();
            double sum = 0;
            for (int k = 0; k <= visit; k++) {
                sum += root[visit][k] * normals[k];
            }
            double mean = first ? effects.get(visit) : 0;
            outcomes[visit] = stays < shares.get(visit) ? mean + deviation * sum : Double.NaN;
        }
        return outcomes;
    }

    @Override
    public Comparison compare(List<double[]> participants, List<Boolean> first) {
        int visits = effects.size();
        double[] outcomes = new double[participants.size() * visits];
        List<String> arms = new ArrayList<>();
        List<String> visitLabels = new ArrayList<>();
        List<String> subjects = new ArrayList<>();
        for (int i = 0; i < participants.size(); i++) {
            for (int visit = 0; visit < visits; visit++) {
                outcomes[i * visits + visit] = participants.get(i)[visit];
                arms.add(first.get(i) ? "1" : "2");
                visitLabels.add(label(visit));
                subjects.add(Integer.toString(i));
            }
        }
        DataTable table = DataTable.of(
                new NumericColumn("Y", outcomes),
                FactorColumn.of("ARM", List.of("2", "1"), arms),
                FactorColumn.of("VISIT", visitLabels),
                FactorColumn.of("SUBJ", subjects));
        return analysis.fit(MODEL, table)
                .flatMap(fit -> fit.contrasts("ARM", "2"))
                .value()
                .flatMap(contrasts -> contrasts.stream()
                        .filter(contrast -> contrast.visit().equals(label(visits - 1)))
                        .findFirst())
                .map(VisitContrast::value)
                .map(value -> Comparison.of(
                        value.t(),
                        value.degreesOfFreedom(),
                        new SimulatedTrial.EffectEstimate(value.estimate(), value.lower(), value.upper())))
                .orElseGet(Comparison::failed);
    }

    private static String label(int visit) {
        return String.format("V%03d", visit + 1);
    }
}
