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
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Against conditional-mean imputation with jackknife of R's rbmi 1.5.2 (imputation models fitted by mmrm 0.3.18).
 *
 * <p>Differences are relative to the standard error where that exceeds 1. The reference fits with mmrm's default
 * optimizer, which stops at gradients up to 2e-2; its distance from the maximum is what remains between the two.
 */
class ConditionalMeanReferenceTest {

    private static final Map<String, ImputationStrategy> STRATEGIES = Map.of(
            "MAR", ImputationStrategy.MISSING_AT_RANDOM,
            "JR", ImputationStrategy.JUMP_TO_REFERENCE,
            "CR", ImputationStrategy.COPY_REFERENCE,
            "CIR", ImputationStrategy.COPY_INCREMENTS_IN_REFERENCE,
            "LMCF", ImputationStrategy.LAST_MEAN_CARRIED_FORWARD);

    private static final double TOLERANCE = 1e-4;

    /** An end of an interval adds the difference of the estimate to twice that of the standard error. */
    private static final double INTERVAL_TOLERANCE = 3e-4;

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
                    .isCloseTo(value.number("value"), within(TOLERANCE));
        }
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
                double unit = Math.max(1, row.number("se"));
                assertThat(estimate.estimate()).as(what).isCloseTo(row.number("est"), within(TOLERANCE * unit));
                assertThat(estimate.standardError()).as(what).isCloseTo(row.number("se"), within(TOLERANCE * unit));
                assertThat(estimate.interval().lower())
                        .as(what)
                        .isCloseTo(row.number("lcl"), within(INTERVAL_TOLERANCE * unit));
                assertThat(estimate.interval().upper())
                        .as(what)
                        .isCloseTo(row.number("ucl"), within(INTERVAL_TOLERANCE * unit));
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
