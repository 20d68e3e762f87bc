package org.equipoise.stats.domain.crossover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.equipoise.stats.domain.ReferenceFile;
import org.equipoise.stats.domain.ReferenceFile.ReferenceCase;
import org.equipoise.stats.domain.twosample.TTestResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Against R's lmerTest 3.1-3 (lme4, pbkrtest for Kenward and Roger) on {@code y ~ treatment + period + sequence + (1 | subject)},
 * and t tests of differences and totals in R 4.2.2.
 *
 * <p>Closed forms to 1e-10; lme4's optimizer stops a little before the maximum, which leaves 1e-8 in estimates and 1e-6 in variances.
 */
class CrossoverReferenceTest {

    private static final Offset<Double> EXACT = within(1e-10);
    private static final Offset<Double> ESTIMATE = within(1e-7);
    private static final Offset<Double> DEGREES = within(1e-5);

    static Stream<ReferenceCase> trials() {
        return ReferenceFile.cases("crossover_lmer.json");
    }

    static Stream<ReferenceCase> completeTrials() {
        return trials().filter(given -> given.flag("complete"));
    }

    private static CrossoverData data(ReferenceCase given) {
        List<CrossoverObservation> rows = new ArrayList<>();
        double[] responses = given.numbers("y");
        for (int i = 0; i < responses.length; i++) {
            rows.add(new CrossoverObservation(
                    given.node().path("subject").get(i).asText(),
                    given.node().path("sequence").get(i).asText(),
                    given.node().path("period").get(i).asInt(),
                    given.node().path("treatment").get(i).asText(),
                    responses[i]));
        }
        return new CrossoverData(rows);
    }

    @ParameterizedTest
    @MethodSource("trials")
    void mixedModelWithSatterthwaite(ReferenceCase given) {
        CrossoverFit fit = Crossover.withDefaults()
                .with(CrossoverDegrees.SATTERTHWAITE)
                .fit(data(given))
                .orElseThrow();

        assertContrast(fit, given.in("lmerSatterthwaite"));
        assertThat(fit.restrictedDeviance()).isCloseTo(given.number("reml"), within(1e-8));
        assertThat(fit.variances().withinSubjects() / given.number("sigma2")).isCloseTo(1, DEGREES);
        assertThat(fit.variances().betweenSubjects()).isCloseTo(given.number("subjVar"), within(1e-4));
    }

    @ParameterizedTest
    @MethodSource("trials")
    void mixedModelWithKenwardRoger(ReferenceCase given) {
        assertContrast(Crossover.withDefaults().fit(data(given)).orElseThrow(), given.in("lmerKR"));
    }

    private static void assertContrast(CrossoverFit fit, ReferenceCase expected) {
        TreatmentContrast contrast = fit.contrast("K", "P").orElseThrow();
        double sign = Math.signum(expected.number("Estimate")) * Math.signum(contrast.estimate());
        assertThat(sign).isEqualTo(1);
        assertThat(contrast.estimate() / expected.number("Estimate")).isCloseTo(1, ESTIMATE);
        assertThat(contrast.standardError() / expected.number("Std. Error")).isCloseTo(1, ESTIMATE);
        assertThat(contrast.degreesOfFreedom() / expected.number("df")).isCloseTo(1, DEGREES);
        assertThat(contrast.t() / expected.number("t value")).isCloseTo(1, DEGREES);
        assertThat(contrast.twoSidedP() / expected.number("Pr(>|t|)")).isCloseTo(1, within(1e-4));
    }

    @ParameterizedTest
    @MethodSource("completeTrials")
    void differencesWithinSubjects(ReferenceCase given) {
        TwoPeriodCrossover analysis =
                TwoPeriodCrossover.of(data(given), "K", "P", 0.95).orElseThrow();

        TTestResult treatment = analysis.treatment();
        ReferenceCase expected = given.in("grizzle");
        assertThat(treatment.difference()).isCloseTo(expected.number("est"), EXACT);
        assertThat(treatment.t()).isCloseTo(expected.number("t"), EXACT);
        assertThat(treatment.degreesOfFreedom()).isEqualTo(expected.number("df"));
        assertThat(treatment.twoSidedP()).isCloseTo(expected.number("p"), EXACT);
        assertThat(treatment.interval().lower()).isCloseTo(expected.numbers("ci")[0], EXACT);
        assertThat(treatment.interval().upper()).isCloseTo(expected.numbers("ci")[1], EXACT);
        assertThat(analysis.carryOver().twoSidedP()).isCloseTo(given.number("carryoverP"), EXACT);
    }
}
