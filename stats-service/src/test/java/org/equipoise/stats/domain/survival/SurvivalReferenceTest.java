package org.equipoise.stats.domain.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.equipoise.stats.domain.ReferenceFile;
import org.equipoise.stats.domain.ReferenceFile.ReferenceCase;
import org.equipoise.stats.domain.linearmodel.DataTable;
import org.equipoise.stats.domain.linearmodel.FactorColumn;
import org.equipoise.stats.domain.linearmodel.ModelTerms;
import org.equipoise.stats.domain.linearmodel.NumericColumn;
import org.equipoise.stats.domain.linearmodel.Term;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against R's survival package 3.5-3, to 1e-10 absolute; coxph iterates to about 1e-9, so hazard ratios to 1e-7. */
class SurvivalReferenceTest {

    private static final Offset<Double> TOLERANCE = within(1e-10);
    private static final Offset<Double> COXPH = within(1e-7);

    static Stream<ReferenceCase> trials() {
        return ReferenceFile.cases("survival.json");
    }

    private static SurvivalTimes arm(ReferenceCase given, int arm, int stratum) {
        List<Double> times = new ArrayList<>();
        List<Boolean> events = new ArrayList<>();
        for (int i = 0; i < given.numbers("time").length; i++) {
            boolean chosen = stratum == 0 || given.numbers("stratum")[i] == stratum;
            if (given.numbers("arm")[i] == arm && chosen) {
                times.add(given.numbers("time")[i]);
                events.add(given.numbers("event")[i] == 1);
            }
        }
        return new SurvivalTimes(times, events);
    }

    private static TwoArms arms(ReferenceCase given, int stratum) {
        return new TwoArms(arm(given, 1, stratum), arm(given, 0, stratum));
    }

    @ParameterizedTest
    @MethodSource("trials")
    void kaplanMeierCurves(ReferenceCase given) {
        for (ReferenceCase point : given.list("km")) {
            KaplanMeier curve = new KaplanMeier(arm(given, point.text("arm").endsWith("1") ? 1 : 0, 0));
            SurvivalProbability actual = curve.at(point.number("t"), 0.95);
            assertThat(actual.estimate()).isCloseTo(point.number("S"), TOLERANCE);
            if (point.has("lcl")) {
                assertThat(actual.standardError()).isCloseTo(point.number("se"), TOLERANCE);
                assertThat(actual.interval().lower()).isCloseTo(point.number("lcl"), TOLERANCE);
                assertThat(actual.interval().upper()).isCloseTo(point.number("ucl"), TOLERANCE);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("trials")
    void mediansAndRestrictedMeans(ReferenceCase given) {
        for (int arm = 0; arm < 2; arm++) {
            KaplanMeier curve = new KaplanMeier(arm(given, arm, 0));
            MedianSurvival median = curve.median(0.95);
            assertTime(median.estimate(), given.in("median").numbers("est"), arm);
            assertTime(median.interval().lower(), given.in("median").numbers("lcl"), arm);
            assertTime(median.interval().upper(), given.in("median").numbers("ucl"), arm);
            if (given.has("rmst8")) {
                RestrictedMean mean = curve.restrictedMean(8);
                assertThat(mean.estimate()).isCloseTo(given.in("rmst8").numbers("est")[arm], TOLERANCE);
                assertThat(mean.standardError()).isCloseTo(given.in("rmst8").numbers("se")[arm], TOLERANCE);
            }
        }
    }

    private static void assertTime(double actual, double[] expected, int arm) {
        if (arm >= expected.length || Double.isNaN(expected[arm])) {
            assertThat(actual).isInfinite();
        } else {
            assertThat(actual).isCloseTo(expected[arm], TOLERANCE);
        }
    }

    @ParameterizedTest
    @MethodSource("trials")
    void logRankTests(ReferenceCase given) {
        LogRankTest equal = new LogRankTest(LogRankTest.Weight.EQUAL);
        LogRankResult result = equal.test(arms(given, 0)).orElseThrow();

        assertThat(result.chiSquared()).isCloseTo(given.number("logrankChisq"), TOLERANCE);
        assertThat(result.first().observed()).isCloseTo(given.numbers("logrankO")[1], TOLERANCE);
        assertThat(result.first().expected()).isCloseTo(given.numbers("logrankE")[1], TOLERANCE);
        assertThat(result.second().expected()).isCloseTo(given.numbers("logrankE")[0], TOLERANCE);
        assertThat(result.variance()).isCloseTo(given.number("logrankV"), TOLERANCE);
        List<TwoArms> strata = List.of(arms(given, 1), arms(given, 2), arms(given, 3));
        assertThat(equal.test(strata).orElseThrow().chiSquared())
                .isCloseTo(given.number("stratifiedLogrankChisq"), TOLERANCE);
        assertThat(new LogRankTest(LogRankTest.Weight.PETO_PETO)
                        .test(arms(given, 0))
                        .orElseThrow()
                        .chiSquared())
                .isCloseTo(given.number("petoPetoChisq"), TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("trials")
    void hazardRatios(ReferenceCase given) {
        assertHazardRatio(given, TieHandling.EFRON, given.in("coxEfron"));
        assertHazardRatio(given, TieHandling.BRESLOW, given.in("coxBreslow"));
        if (given.in("coxExact").has("logHR")) {
            assertHazardRatio(given, TieHandling.EXACT, given.in("coxExact"));
        }
    }

    private static void assertHazardRatio(ReferenceCase given, TieHandling ties, ReferenceCase expected) {
        HazardRatio ratio = new CoxRegression(ties).fit(arms(given, 0), 0.95).orElseThrow();
        assertThat(ratio.logEstimate()).isCloseTo(expected.number("logHR"), COXPH);
        assertThat(ratio.logStandardError()).isCloseTo(expected.number("se"), COXPH);
        assertThat(ratio.twoSidedP()).isCloseTo(expected.number("p"), COXPH);
        assertThat(ratio.interval().lower() / expected.numbers("ci")[0]).isCloseTo(1, COXPH);
        assertThat(ratio.interval().upper() / expected.numbers("ci")[1]).isCloseTo(1, COXPH);
    }

    private static DataTable table(ReferenceCase given) {
        List<String> strata = new ArrayList<>();
        given.node().path("stratum").forEach(value -> strata.add(value.asText()));
        return DataTable.of(
                new NumericColumn("TIME", given.numbers("time")),
                new NumericColumn("EVENT", given.numbers("event")),
                new NumericColumn("ARM", given.numbers("arm")),
                FactorColumn.of("STRATUM", strata));
    }

    private static final CoxModel MODEL = CoxModel.of("TIME", "EVENT", ModelTerms.of(Term.of("ARM")));

    @ParameterizedTest
    @MethodSource("trials")
    void generalRegression(ReferenceCase given) {
        ProportionalHazards regression = ProportionalHazards.withDefaults();
        CoxFit efron = regression.fit(MODEL, table(given)).orElseThrow();
        assertRatio(efron.coefficients().get(0).hazardRatio(), given.in("coxEfron"));
        CoxFit breslow =
                regression.with(TieHandling.BRESLOW).fit(MODEL, table(given)).orElseThrow();
        assertRatio(breslow.coefficients().get(0).hazardRatio(), given.in("coxBreslow"));
        CoxFit exact =
                regression.with(TieHandling.EXACT).fit(MODEL, table(given)).orElseThrow();
        if (given.in("coxExact").has("logHR")) {
            assertRatio(exact.coefficients().get(0).hazardRatio(), given.in("coxExact"));
        }
        assertThat(exact.scoreTest().chiSquared()).isCloseTo(given.number("logrankChisq"), TOLERANCE);
        CoxFit stratified = regression
                .with(TieHandling.EXACT)
                .fit(MODEL.stratifiedBy("STRATUM"), table(given))
                .orElseThrow();
        assertThat(stratified.scoreTest().chiSquared()).isCloseTo(given.number("stratifiedLogrankChisq"), TOLERANCE);
    }

    private static void assertRatio(HazardRatio ratio, ReferenceCase expected) {
        assertThat(ratio.logEstimate()).isCloseTo(expected.number("logHR"), COXPH);
        assertThat(ratio.logStandardError()).isCloseTo(expected.number("se"), COXPH);
        assertThat(ratio.twoSidedP()).isCloseTo(expected.number("p"), COXPH);
        assertThat(ratio.interval().lower() / expected.numbers("ci")[0]).isCloseTo(1, COXPH);
        assertThat(ratio.interval().upper() / expected.numbers("ci")[1]).isCloseTo(1, COXPH);
    }
}
