package org.equipoise.stats.domain.imputation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.equipoise.stats.domain.ReferenceFile;
import org.equipoise.stats.domain.ReferenceFile.ReferenceCase;
import org.equipoise.stats.domain.linearmodel.DataTable;
import org.equipoise.stats.domain.linearmodel.FactorColumn;
import org.equipoise.stats.domain.mmrm.ReferenceTables;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Against conditional-mean imputation with jackknife of R's rbmi 1.5.2 (imputation models fitted by mmrm 0.3.18).
 *
 * <p>rbmi fits with mmrm's default optimizer (L-BFGS-B,
 * relative change of 2e-9), which stops at gradients of 2e-3 (kets) and 3e-2 (wk). Stopped there, a second implementation of the
 * likelihood gives the reference's imputed values to 1e-7; continued to the maximum, it gives those of {@link #atTheMaximum}.
 */
class ConditionalMeanReferenceTest {

    private static final Map<String, ImputationStrategy> STRATEGIES = Map.of(
            "MAR", ImputationStrategy.MISSING_AT_RANDOM,
            "JR", ImputationStrategy.JUMP_TO_REFERENCE,
            "CR", ImputationStrategy.COPY_REFERENCE,
            "CIR", ImputationStrategy.COPY_INCREMENTS_IN_REFERENCE,
            "LMCF", ImputationStrategy.LAST_MEAN_CARRIED_FORWARD);

    /** For estimates and standard errors, which are near 1 or above. */
    private static final double TOLERANCE = 1.5e-4;

    /** For limits of intervals: an estimate's and twice a standard error's. */
    private static final double LIMIT_TOLERANCE = 3e-4;

    /** For single imputed values, whose residual standard deviation is 5 to 8. */
    private static final double VALUE_TOLERANCE = 1e-2;

    static Stream<ReferenceCase> cases() {
        return ReferenceFile.cases("rbmi_condmean_jackknife.json");
    }

    private static String sum(ReferenceCase given, String field) {
        return given.node().path(field).isArray()
                ? given.list(field).stream().map(each -> each.node().asText()).collect(Collectors.joining(" + "))
                : given.text(field);
    }

    private static IncompleteTrial trial(ReferenceCase given) {
        ImputationModel model = ImputationModel.parse(
                "CHG ~ " + sum(given, "covariates") + " + " + given.text("covariance") + "(VISIT | SUBJ)",
                "CHG ~ " + sum(given, "ancovaCovariates") + " + ARM",
                ImputationModel.Treatment.of("ARM", "PBO"));
        return IncompleteTrial.of(model, table(given.text("dataset")))
                .flatMap(trial -> trial.withDropouts(STRATEGIES.get(given.text("strategy"))))
                .orElseThrow();
    }

    /** The small trial's cases leave out the visits within the first day. */
    private static DataTable table(String dataset) {
        DataTable table = ReferenceTables.simulated(dataset);
        FactorColumn visit = table.factor("VISIT");
        int[] rows = IntStream.range(0, table.rows())
                .filter(row -> !visit.levels().get(visit.code(row)).startsWith("M"))
                .toArray();
        return table.select(rows, List.of("SUBJ", "ARM", "SITE", "BASE", "VISIT", "CHG"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyImputedValueIsTheConditionalMean(ReferenceCase given) {
        Map<String, Double> imputed =
                ConditionalMeanImputation.withDefaults().impute(trial(given)).orElseThrow().stream()
                        .collect(Collectors.toMap(each -> each.subject() + each.visit(), ImputedOutcome::value));
        List<ReferenceCase> expected = given.list("imputedConditionalMeans");

        assertThat(imputed).hasSizeGreaterThanOrEqualTo(expected.size());
        for (ReferenceCase value : expected) {
            assertThat(imputed.get(value.text("SUBJ") + value.text("VISIT")))
                    .as(value.text("SUBJ") + " " + value.text("VISIT"))
                    .isCloseTo(value.number("value"), within(VALUE_TOLERANCE));
        }
    }

    /** Values of numpy and scipy 1.17 at gradients of 4e-7 (kets) and 2e-5 (wk). */
    @ParameterizedTest
    @CsvSource({
        "0,K0002D03,-1.9380261177753586,-1.93748656127007",
        "0,K0008D03,-13.057528195139703,-13.057850762472",
        "0,K0012D02,-6.64768622199246,-6.64679312225192",
        "5,K0009W04,-8.299343277830769,-8.30036110367414"
    })
    void atTheMaximum(int number, String cell, double converged, double stopped) {
        double imputed =
                ConditionalMeanImputation.withDefaults()
                        .impute(trial(cases().toList().get(number)))
                        .orElseThrow()
                        .stream()
                        .filter(each -> cell.equals(each.subject() + each.visit()))
                        .findFirst()
                        .orElseThrow()
                        .value();

        assertThat(imputed).isCloseTo(converged, within(1e-6)).isNotCloseTo(stopped, within(1e-4));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void estimatesErrorsAndTestsAtEveryDelta(ReferenceCase given) {
        IncompleteTrial trial = trial(given);
        ImputedAnalyses analyses = ConditionalMeanImputation.withDefaults()
                .analyse(trial, DeltaAdjustment.constant("KET", trial.visits().size(), 1))
                .orElseThrow();

        for (ReferenceCase result : given.list("results")) {
            for (ReferenceCase row : result.list("rows")) {
                String what = given + " delta " + result.number("delta") + " " + row.text("par");
                EffectEstimate estimate = analyses.at(effect(row.text("par")), result.number("delta"))
                        .orElseThrow();
                assertThat(estimate.estimate()).as(what).isCloseTo(row.number("est"), within(TOLERANCE));
                assertThat(estimate.standardError()).as(what).isCloseTo(row.number("se"), within(TOLERANCE));
                assertThat(estimate.interval().lower()).as(what).isCloseTo(row.number("lcl"), within(LIMIT_TOLERANCE));
                assertThat(estimate.interval().upper()).as(what).isCloseTo(row.number("ucl"), within(LIMIT_TOLERANCE));
                assertThat(estimate.twoSidedP()).as(what).isCloseTo(row.number("p"), within(TOLERANCE));
            }
        }
    }

    private static Effect effect(String parameter) {
        String visit = parameter.substring(parameter.lastIndexOf('_') + 1);
        return parameter.startsWith("trt")
                ? Effect.difference(visit, "KET", "PBO")
                : Effect.mean(visit, parameter.startsWith("lsm_alt") ? "KET" : "PBO");
    }
}
