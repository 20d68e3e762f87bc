package org.equipoise.stats.domain.twosample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.equipoise.stats.domain.ReferenceFile;
import org.equipoise.stats.domain.ReferenceFile.ReferenceCase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against R 4.2.2 (t.test, wilcox.test), coin 1.4-2 and formulas of effect sizes, to 1e-10 absolute. */
class TwoSampleReferenceTest {

    private static final Offset<Double> TOLERANCE = within(1e-10);

    /** R's pt has an absolute error of about 1e-12 for noncentral t, and its limits came from a search. */
    private static final Offset<Double> NONCENTRAL = within(1e-10);

    static Stream<ReferenceCase> samples() {
        return ReferenceFile.cases("wilcoxon_ttest.json");
    }

    static Stream<ReferenceCase> strata() {
        return ReferenceFile.cases("stratified_rank.json");
    }

    static Stream<ReferenceCase> effects() {
        return ReferenceFile.cases("effect_sizes.json");
    }

    private static List<Double> list(double[] values) {
        return DoubleStream.of(values).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void tTests(ReferenceCase given) {
        TwoSamples samples = new TwoSamples(list(given.numbers("x")), list(given.numbers("y")));
        assertT(new TTest(TTest.Variances.EQUAL, 0.95).test(samples).orElseThrow(), given.in("student"));
        assertT(new TTest(TTest.Variances.UNEQUAL, 0.95).test(samples).orElseThrow(), given.in("welch"));
    }

    private static void assertT(TTestResult actual, ReferenceCase expected) {
        assertThat(actual.t()).isCloseTo(expected.number("t"), TOLERANCE);
        assertThat(actual.degreesOfFreedom()).isCloseTo(expected.number("df"), TOLERANCE);
        assertThat(actual.twoSidedP()).isCloseTo(expected.number("p"), TOLERANCE);
        assertThat(actual.interval().lower()).isCloseTo(expected.numbers("ci")[0], TOLERANCE);
        assertThat(actual.interval().upper()).isCloseTo(expected.numbers("ci")[1], TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void rankSumTests(ReferenceCase given) {
        RankSumTest test = new RankSumTest(new TwoSamples(list(given.numbers("x")), list(given.numbers("y"))));

        assertThat(test.statistic()).isCloseTo(given.number("W"), TOLERANCE);
        assertThat(test.normalP(true).orElseThrow()).isCloseTo(given.number("pNormalCC"), TOLERANCE);
        assertThat(test.normalP(false).orElseThrow()).isCloseTo(given.number("pNormal"), TOLERANCE);
        assertThat(test.exactP().orElseThrow()).isCloseTo(given.number("exactPWithTies"), TOLERANCE);
        assertThat(test.shift()).isCloseTo(given.number("hlMedianDiff"), TOLERANCE);
        if (given.has("exactCI")) {
            assertThat(test.exactP().orElseThrow()).isCloseTo(given.number("exactP"), TOLERANCE);
            assertThat(test.shiftInterval(0.95).orElseThrow().lower())
                    .isCloseTo(given.numbers("exactCI")[0], TOLERANCE);
            assertThat(test.shiftInterval(0.95).orElseThrow().upper())
                    .isCloseTo(given.numbers("exactCI")[1], TOLERANCE);
        }
    }

    @ParameterizedTest
    @MethodSource("strata")
    void rankTestsWithinStrata(ReferenceCase given) {
        TreeMap<String, List<List<Double>>> byStratum = new TreeMap<>();
        for (int i = 0; i < given.numbers("value").length; i++) {
            String arm = given.node().path("arm").get(i).asText();
            String stratum = given.node().path("stratum").get(i).asText();
            byStratum
                    .computeIfAbsent(stratum, key -> List.of(new ArrayList<>(), new ArrayList<>()))
                    .get(arm.equals(given.node().path("arm").get(0).asText()) ? 0 : 1)
                    .add(given.numbers("value")[i]);
        }
        List<TwoSamples> strata = byStratum.values().stream()
                .map(arms -> new TwoSamples(arms.get(0), arms.get(1)))
                .toList();

        StratifiedRankTest.Result result = new StratifiedRankTest(StratifiedRankTest.Ranking.AMONG_ALL)
                .test(strata)
                .orElseThrow();

        assertThat(Math.abs(result.z())).isCloseTo(Math.abs(given.number("Z_coinBlocked")), TOLERANCE);
        assertThat(result.twoSidedP()).isCloseTo(given.number("p"), TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("effects")
    void standardizedDifferences(ReferenceCase given) {
        StandardizedDifference difference = StandardizedDifference.of(
                        new StandardizedDifference.Summary(
                                given.integer("n1"), given.number("mean1"), given.number("sd1")),
                        new StandardizedDifference.Summary(
                                given.integer("n2"), given.number("mean2"), given.number("sd2")),
                        0.95)
                .orElseThrow();

        assertThat(difference.cohensD()).isCloseTo(given.number("cohensD"), TOLERANCE);
        assertThat(difference.hedgesG()).isCloseTo(given.number("hedgesG_exactJ"), TOLERANCE);
        assertThat(difference.interval().lower()).isCloseTo(given.numbers("gCI_normal")[0], TOLERANCE);
        assertThat(difference.interval().upper()).isCloseTo(given.numbers("gCI_normal")[1], TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("effects")
    void noncentralIntervals(ReferenceCase given) {
        NoncentralIntervals intervals = StandardizedDifference.noncentral(
                        new StandardizedDifference.Summary(
                                given.integer("n1"), given.number("mean1"), given.number("sd1")),
                        new StandardizedDifference.Summary(
                                given.integer("n2"), given.number("mean2"), given.number("sd2")),
                        0.95)
                .orElseThrow();

        assertThat(intervals.cohensD().lower()).isCloseTo(given.numbers("dCI_noncentralT")[0], NONCENTRAL);
        assertThat(intervals.cohensD().upper()).isCloseTo(given.numbers("dCI_noncentralT")[1], NONCENTRAL);
        assertThat(intervals.hedgesG().lower()).isCloseTo(given.numbers("gCI_noncentralT")[0], NONCENTRAL);
        assertThat(intervals.hedgesG().upper()).isCloseTo(given.numbers("gCI_noncentralT")[1], NONCENTRAL);
    }
}
