package org.equipoise.stats.domain.imputation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.equipoise.stats.domain.linearmodel.DataTable;
import org.equipoise.stats.domain.linearmodel.FactorColumn;
import org.equipoise.stats.domain.linearmodel.NumericColumn;
import org.equipoise.stats.domain.mmrm.Mmrm;
import org.equipoise.stats.domain.mmrm.MmrmFit;
import org.equipoise.stats.domain.mmrm.MmrmModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditional means and jackknife errors computed a second time, plainly: full matrices, explicit inverses. */
class ConditionalMeanTheoryTest {

    private static final int VISITS = 4;

    /** Outcomes after the event are observed for some subjects, so that exclusion from the fit matters. */
    private static IncompleteTrial returned(DataTable table, String formula, ImputationStrategy strategy) {
        return IncompleteTrial.of(GappyTrial.model(formula), table)
                .flatMap(trial -> trial.withEvents(Map.of(
                        "K1001", new IntercurrentEvent("W12", strategy),
                        "K1003", new IntercurrentEvent("W11", strategy),
                        "K1005", new IntercurrentEvent("W13", strategy),
                        "K1006", new IntercurrentEvent("W12", strategy),
                        "K1011", new IntercurrentEvent("W11", strategy))))
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "MISSING_AT_RANDOM,true",
        "JUMP_TO_REFERENCE,true",
        "COPY_REFERENCE,true",
        "COPY_INCREMENTS_IN_REFERENCE,true",
        "LAST_MEAN_CARRIED_FORWARD,true",
        "JUMP_TO_REFERENCE,false",
        "COPY_REFERENCE,false",
        "COPY_INCREMENTS_IN_REFERENCE,false",
        "LAST_MEAN_CARRIED_FORWARD,false"
    })
    void everyImputedValueIsTheMeanOfTheFullNormalDistribution(ImputationStrategy strategy, boolean sameCovariance) {
        DataTable table = new GappyTrial(60, VISITS, 5).with(0.3, 0.15).table();
        String formula = sameCovariance ? GappyTrial.US : GappyTrial.BY_ARM;
        IncompleteTrial trial = returned(table, formula, strategy);
        PlainImputation plain = new PlainImputation(table, formula, trial.events());

        List<ImputedOutcome> imputed =
                ConditionalMeanImputation.withDefaults().impute(trial).orElseThrow();

        assertThat(imputed).hasSize(trial.missing()).hasSizeGreaterThan(30);
        for (ImputedOutcome outcome : imputed) {
            assertThat(outcome.value())
                    .as(outcome.subject() + " " + outcome.visit())
                    .isCloseTo(plain.mean(outcome.subject(), outcome.visit()), within(1e-9));
        }
    }

    /** y2 of a dropout becomes the reference's mean plus b times y1's deviation from the own arm's mean. */
    @Test
    void jumpToReferenceAtTwoVisitsIsTheHandDerivedMean() {
        double[] first = {3, 5, 4, 6, 1, 2, 4, 3, 5, 0};
        double[] second = {4, 7, 5, 8, -1, 2, Double.NaN, 1, Double.NaN, Double.NaN};
        int n = first.length;
        List<String> subject = new ArrayList<>();
        List<String> arm = new ArrayList<>();
        List<String> visit = new ArrayList<>();
        double[] change = new double[2 * n];
        for (int i = 0; i < n; i++) {
            for (int v = 0; v < 2; v++) {
                change[subject.size()] = v == 0 ? first[i] : second[i];
                subject.add("S" + i);
                arm.add(i < 4 ? "P" : "K");
                visit.add(v == 0 ? "A" : "B");
            }
        }
        DataTable table = DataTable.of(
                FactorColumn.of("SUBJ", subject),
                FactorColumn.of("ARM", arm),
                FactorColumn.of("VISIT", visit),
                new NumericColumn("Y", change));
        ImputationModel model = ImputationModel.parse(
                "Y ~ ARM*VISIT + us(VISIT | SUBJ)", "Y ~ ARM", ImputationModel.Treatment.of("ARM", "P"));
        IncompleteTrial trial = IncompleteTrial.of(model, table)
                .flatMap(given -> given.withDropouts(ImputationStrategy.JUMP_TO_REFERENCE))
                .orElseThrow();

        // within arms, completers only: P (3,4) (5,7) (4,5) (6,8); K (1,-1) (2,2) (3,1)
        double slope = (7.0 + 2.0) / (5.0 + 2.0);
        double reference = 6;
        double own = 2.5;
        double imputed = 3 * reference + slope * ((4 - own) + (5 - own) + (0 - own));
        double expected = (-1 + 2 + 1 + imputed) / 6 - reference;

        EffectEstimate estimate = ConditionalMeanImputation.withDefaults()
                .analyse(trial)
                .orElseThrow()
                .at(Effect.difference("B", "K", "P"))
                .orElseThrow();
        assertThat(estimate.estimate()).isCloseTo(expected, within(1e-9));
    }

    @Test
    void theJackknifeIsThatOfFitsToTablesWithoutEachSubject() {
        DataTable table = new GappyTrial(24, 3, 9).table();
        ImputationStrategy strategy = ImputationStrategy.COPY_INCREMENTS_IN_REFERENCE;
        IncompleteTrial trial = IncompleteTrial.of(GappyTrial.model(GappyTrial.US), table)
                .flatMap(given -> given.withDropouts(strategy))
                .orElseThrow();
        Effect effect = Effect.difference("W12", "KET", "PBO");
        EffectEstimate estimate = ConditionalMeanImputation.withDefaults()
                .analyse(trial)
                .orElseThrow()
                .at(effect)
                .orElseThrow();

        double[] without = new double[24];
        double mean = 0;
        for (int i = 0; i < 24; i++) {
            without[i] = plainEstimate(without(table, "K" + (1000 + i)), trial.events());
            mean += without[i] / 24;
        }
        double sum = 0;
        for (double value : without) {
            sum += (value - mean) * (value - mean);
        }
        double error = Math.sqrt(23.0 / 24 * sum);
        double z = estimate.estimate() / error;

        assertThat(estimate.estimate()).isCloseTo(plainEstimate(table, trial.events()), within(1e-9));
        assertThat(estimate.standardError()).isCloseTo(error, within(1e-8));
        assertThat(estimate.twoSidedP())
                .isCloseTo(2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(z)), within(1e-8));
        assertThat(estimate.degreesOfFreedom()).isInfinite();
        assertThat(ConditionalMeanImputation.withDefaults()
                        .inParallel()
                        .analyse(trial)
                        .orElseThrow()
                        .at(effect)
                        .orElseThrow())
                .isEqualTo(estimate);
    }

    private static DataTable without(DataTable table, String subject) {
        FactorColumn column = table.factor("SUBJ");
        int[] rows = IntStream.range(0, table.rows())
                .filter(row -> !column.levels().get(column.code(row)).equals(subject))
                .toArray();
        return table.select(rows, List.of("SUBJ", "ARM", "VISIT", "BASE", "CHG"));
    }

    /** The arm's coefficient of least squares on baseline and arm, by normal equations. */
    private static double plainEstimate(DataTable table, Map<String, IntercurrentEvent> events) {
        PlainImputation plain = new PlainImputation(table, GappyTrial.US, events);
        FactorColumn visits = table.factor("VISIT");
        FactorColumn subjects = table.factor("SUBJ");
        double[][] normal = new double[3][3];
        double[] right = new double[3];
        for (int row = 0; row < table.rows(); row++) {
            if (!visits.levels().get(visits.code(row)).equals("W12")) {
                continue;
            }
            double value = table.numeric("CHG").value(row);
            double y = Double.isNaN(value) ? plain.mean(subjects.levels().get(subjects.code(row)), "W12") : value;
            double[] x = {
                1, table.numeric("BASE").value(row) - 30, table.factor("ARM").code(row)
            };
            for (int a = 0; a < 3; a++) {
                right[a] += x[a] * y;
                for (int b = 0; b < 3; b++) {
                    normal[a][b] += x[a] * x[b];
                }
            }
        }
        double[][] inverse = PlainImputation.inverse(normal);
        return inverse[2][0] * right[0] + inverse[2][1] * right[1] + inverse[2][2] * right[2];
    }

    @Test
    void aWarmStartChangesNoEstimate() {
        DataTable table = new GappyTrial(40, VISITS, 3).table();
        MmrmModel model = MmrmModel.parse(GappyTrial.US);
        MmrmFit cold = Mmrm.withDefaults().fit(model, table).orElseThrow();
        MmrmFit warm = Mmrm.withDefaults().fit(model, table, cold).orElseThrow();

        assertThat(warm.iterations()).isLessThanOrEqualTo(1);
        for (int j = 0; j < cold.estimates().length; j++) {
            assertThat(warm.estimates()[j]).isCloseTo(cold.estimates()[j], within(1e-9));
        }
    }
}
