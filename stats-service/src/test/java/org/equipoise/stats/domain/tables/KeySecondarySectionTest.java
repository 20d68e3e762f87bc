package org.equipoise.stats.domain.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.equipoise.stats.domain.analysis.AnalysisPlan;
import org.equipoise.stats.domain.analysis.ArmLabels;
import org.equipoise.stats.domain.findings.BinaryFinding;
import org.equipoise.stats.domain.findings.ClosedFindings;
import org.equipoise.stats.domain.findings.Difference;
import org.equipoise.stats.domain.findings.Heading;
import org.equipoise.stats.domain.findings.KeySecondaryFinding;
import org.equipoise.stats.domain.findings.KeySecondaryFinding.Hypothesis;
import org.equipoise.stats.domain.findings.LongitudinalFinding;
import org.equipoise.stats.domain.findings.PrimaryFinding;
import org.equipoise.stats.domain.findings.SectionOutcome;
import org.equipoise.stats.domain.findings.TestResult;
import org.equipoise.stats.domain.findings.TimeToEventFinding;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The built-in study's seven key secondary hypotheses; levels by hand from the formula. */
class KeySecondarySectionTest {

    private static final AnalysisPlan PLAN = SimulatedRecords.plan();
    /** What Pocock-type spending, 0.025 ln(1 + (e - 1)t), adds at three equal looks. */
    private static final double[] LEVEL = {0.0113208106, 0.0077637523, 0.0059154371};
    /** The upper quantiles of the normal distribution at these levels. */
    private static final double[] CRITICAL = {2.279428, 2.419836, 2.517149};

    private static final int[] INFORMATION = {52, 104, 156};

    /** Two-sided p-values of the seven, in their order, and whether they are in favour of the experimental arm. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Given(double[] twoSided, boolean favourable, boolean experimentalIsA) {

        private double aboveA(int sign) {
            return (favourable ? 1 : -1) * (experimentalIsA ? -1 : 1) * sign;
        }

        private Difference difference(int sign, double estimate, double twoSidedP) {
            return new Difference("B minus A", aboveA(sign) * estimate, 1.0, 40.0, -9, 9, 0.95, twoSidedP);
        }

        private KeySecondarySection.Findings findings() {
            return new KeySecondarySection.Findings(
                    List.of(
                            series("MADRS_OVER_TIME", List.of("H72", "DAY7"), twoSided[0], twoSided[1]),
                            series("QIDS_OVER_TIME", List.of("DAY7"), twoSided[6])),
                    List.of(
                            binary("RESPONSE_DAY7", 1, twoSided[2]),
                            binary("REMISSION_DAY7", 1, twoSided[3]),
                            binary("IDEATION_H24", -1, twoSided[5])),
                    List.of(new TimeToEventFinding(
                            heading("RELAPSE"),
                            SectionOutcome.ofComputed(),
                            "relapse",
                            "days",
                            List.of(),
                            new TestResult("Log-rank", 1, 1, twoSided[4]),
                            new Difference("B to A", aboveA(1) > 0 ? 0.5 : 2, null, null, 0.1, 9, 0.95, null))));
        }

        private LongitudinalFinding series(String id, List<String> visits, double... p) {
            List<LongitudinalFinding.VisitResult> results = new java.util.ArrayList<>();
            for (int i = 0; i < p.length; i++) {
                results.add(new LongitudinalFinding.VisitResult(visits.get(i), List.of(), difference(-1, 4, p[i])));
            }
            return new LongitudinalFinding(heading(id), SectionOutcome.ofComputed(), "points", null, results);
        }

        private BinaryFinding binary(String id, int sign, double p) {
            return new BinaryFinding(
                    heading(id),
                    SectionOutcome.ofComputed(),
                    "yes",
                    List.of(),
                    6,
                    null,
                    difference(sign, 0.2, p),
                    new TestResult("CMH", 1, 1, p),
                    null);
        }
    }

    private static Heading heading(String id) {
        return new Heading(id, id, "estimand of " + id, "method");
    }

    private static LookFacts history(double... z) {
        SortedMap<Integer, LookFacts.EarlierLook> earlier = new TreeMap<>();
        for (int i = 0; i + 1 < z.length; i++) {
            earlier.put(i + 1, new LookFacts.EarlierLook(INFORMATION[i], z[i]));
        }
        return new LookFacts(z.length, earlier, false);
    }

    private static LookFacts rejecting(LookFacts facts, boolean completing, String... rejected) {
        SortedMap<Integer, LookFacts.EarlierLook> earlier = new TreeMap<>();
        facts.earlier()
                .forEach((look, each) -> earlier.put(
                        look, new LookFacts.EarlierLook(each.information(), each.z(), java.util.Set.of(rejected))));
        return new LookFacts(facts.look(), earlier, completing);
    }

    private static KeySecondaryFinding decided(Given given, LookFacts history, double... z) {
        ClosedInput input = new ClosedInput(PLAN, null, null, new ArmLabels(given.experimentalIsA()), history, 1);
        return new KeySecondarySection(
                        input,
                        primary(z),
                        given.findings(),
                        hypothesis -> hypothesis.id().equals("RELAPSE") ? 3 : 0)
                .finding();
    }

    private static PrimaryFinding primary(double... z) {
        double[] boundary = {3.7103, 2.5114, 1.9929};
        List<PrimaryFinding.PathPoint> path = new java.util.ArrayList<>();
        for (int i = 0; i < 3; i++) {
            path.add(new PrimaryFinding.PathPoint(
                    i + 1, INFORMATION[i], boundary[i], null, i < z.length ? Double.valueOf(z[i]) : null));
        }
        int information = INFORMATION[z.length - 1];
        return new PrimaryFinding(
                heading("PRIMARY"),
                SectionOutcome.ofComputed(),
                new PrimaryFinding.Information(z.length, information, 156, information / 156.0),
                List.of(),
                null,
                z[z.length - 1],
                null,
                new PrimaryFinding.Boundary(boundary[z.length - 1], null, 0.01, 0.02),
                "not looked at",
                null,
                null,
                null,
                path);
    }

    private static KeySecondaryFinding decided(Given given, double... z) {
        return decided(given, history(z), z);
    }

    private static Given favourable(double... twoSided) {
        return new Given(twoSided, true, true);
    }

    @Test
    void inTheOrderOfThePlanUntilOneIsNotRejected() {
        KeySecondaryFinding finding = decided(favourable(0.002, 0.01, 0.0226, 0.0228, 1e-9, 1e-9, 1e-9), 4);
        assertThat(finding.primaryRejected()).isTrue();
        assertThat(finding.hypotheses())
                .extracting(Hypothesis::id)
                .containsExactly(
                        "MADRS_H72",
                        "MADRS_DAY7",
                        "RESPONSE_DAY7",
                        "REMISSION_DAY7",
                        "RELAPSE",
                        "IDEATION_H24",
                        "QIDS_DAY7");
        assertThat(finding.hypotheses())
                .extracting(Hypothesis::decision)
                .containsExactly(
                        "rejected", "rejected", "rejected", "not-rejected", "not-tested", "not-tested", "not-tested");
        assertThat(finding.hypotheses())
                .extracting(Hypothesis::oneSidedP)
                .containsExactly(0.001, 0.005, 0.0113, 0.0114, null, null, null);
        assertThat(finding.hypotheses().get(4).reason()).isEqualTo("earlier-not-rejected");
        assertThat(finding.hypotheses()).allSatisfy(each -> {
            assertThat(each.nominalAlpha()).isCloseTo(LEVEL[0], within(1e-10));
            assertThat(each.criticalZ()).isCloseTo(CRITICAL[0], within(1e-6));
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void allSevenIfEachIsInFavourWhicheverLabelTheArmHas(boolean experimentalIsA) {
        Given given = new Given(new double[] {.01, .01, .01, .01, .01, .01, .01}, true, experimentalIsA);
        assertThat(decided(given, 4).hypotheses())
                .extracting(Hypothesis::decision)
                .containsOnly("rejected");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noneForAnEffectOfTheWrongSignHoweverStrong(boolean experimentalIsA) {
        Given given = new Given(new double[] {1e-9, 1e-9, 1e-9, 1e-9, 1e-9, 1e-9, 1e-9}, false, experimentalIsA);
        Hypothesis first = decided(given, 4).hypotheses().get(0);
        assertThat(first.decision()).isEqualTo("not-rejected");
        assertThat(first.oneSidedP()).isCloseTo(1 - 5e-10, within(1e-15));
    }

    @Nested
    class ThePrimaryHypothesis {

        private final Given given = favourable(1e-9, 1e-9, 1e-9, 1e-9, 1e-9, 1e-9, 1e-9);

        @Test
        void closesTheGateWhileItIsNotRejected() {
            KeySecondaryFinding finding = decided(given, 3.5);
            assertThat(finding.primaryRejected()).isFalse();
            assertThat(finding.hypotheses()).allSatisfy(each -> {
                assertThat(each.decision()).isEqualTo("not-tested");
                assertThat(each.reason()).isEqualTo("primary-not-rejected");
                assertThat(each.oneSidedP()).isNull();
            });
        }

        @Test
        void opensItAtTheSecondLookAtThatLooksLevel() {
            KeySecondaryFinding finding = decided(given, 1, 2.6);
            assertThat(finding.hypotheses()).allSatisfy(each -> {
                assertThat(each.decision()).isEqualTo("rejected");
                assertThat(each.criticalZ()).isCloseTo(CRITICAL[1], within(1e-6));
            });
        }

        @Test
        void staysRejectedIfTheTrialGoesOn() {
            KeySecondaryFinding finding = decided(given, 4, 1, 1);
            assertThat(finding.primaryRejected()).isTrue();
            assertThat(finding.hypotheses())
                    .allSatisfy(each -> assertThat(each.criticalZ()).isCloseTo(CRITICAL[2], within(1e-6)));
        }
    }

    @Nested
    class RejectedAtAnEarlierLook {

        private final Given weaker = favourable(0.5, 0.01, 0.5, 1e-9, 1e-9, 1e-9, 1e-9);

        @Test
        void itStaysSoWithWeakerDataAndTheOrderGoesOn() {
            LookFacts history = rejecting(history(4, 1), false, "MADRS_H72", "MADRS_DAY7", "RESPONSE_DAY7");
            List<Hypothesis> hypotheses = decided(weaker, history, 4, 1).hypotheses();
            assertThat(hypotheses).extracting(Hypothesis::decision).containsOnly("rejected");
            assertThat(hypotheses).extracting(Hypothesis::since).containsExactly(1, 1, 1, 2, 2, 2, 2);
            assertThat(hypotheses.subList(0, 3))
                    .extracting(Hypothesis::oneSidedP)
                    .containsOnlyNulls();
        }

        @Test
        void aLookThatCompletesFollowUpTestsTheRestAtAllThatIsLeft() {
            LookFacts history = rejecting(history(4, 1), true, "MADRS_H72");
            KeySecondaryFinding finding = decided(weaker, history, 1, 1);
            assertThat(finding.primaryRejected()).isTrue();
            assertThat(finding.hypotheses())
                    .extracting(Hypothesis::decision)
                    .startsWith("rejected", "rejected", "not-rejected", "not-tested");
        }

        @Test
        void whatIsStillToComeIsSaid() {
            assertThat(decided(weaker, 4).hypotheses())
                    .extracting(Hypothesis::open)
                    .containsExactly(0, 0, 0, 0, 3, 0, 0);
        }
    }

    @Test
    void aHypothesisWhoseSectionHasNoResultStopsTheOrder() {
        Given given = favourable(0.001, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001);
        KeySecondarySection.Findings all = given.findings();
        ClosedInput input = new ClosedInput(PLAN, null, null, new ArmLabels(true), history(4), 1);
        KeySecondaryFinding finding = new KeySecondarySection(
                        input,
                        primary(4),
                        new KeySecondarySection.Findings(all.longitudinal(), List.of(), all.timeToEvent()),
                        hypothesis -> 0)
                .finding();
        assertThat(finding.hypotheses())
                .extracting(Hypothesis::reason)
                .containsExactly(
                        null,
                        null,
                        "not-computed",
                        "earlier-not-rejected",
                        "earlier-not-rejected",
                        "earlier-not-rejected",
                        "earlier-not-rejected");
    }

    @Nested
    class OfAWholeTrial {

        @Test
        void eachIsTestedByTheNumbersOfItsSection() {
            ClosedFindings findings =
                    ClosedAnalysis.compute(SimulatedRecords.of(54, 4, 7).input(PLAN, LookFacts.first()), Progress.NONE);
            KeySecondaryFinding finding = findings.keySecondary();
            assertThat(findings.primary().decision()).isEqualTo("stop-efficacy");
            Hypothesis first = finding.hypotheses().get(0);
            Difference atH72 = findings.longitudinal().get(0).visits().stream()
                    .filter(visit -> visit.visit().equals("H72"))
                    .findFirst()
                    .orElseThrow()
                    .difference();
            assertThat(first.oneSidedP()).isEqualTo(atH72.twoSidedP() / 2);
            assertThat(first.decision()).isEqualTo("rejected");
            assertThat(first.nominalAlpha())
                    .isCloseTo(
                            0.025
                                    * Math.log(1
                                            + (Math.E - 1)
                                                    * findings.primary()
                                                            .information()
                                                            .fraction()),
                            within(1e-9));
        }

        @Test
        void withoutAnEffectNoneIsTested() {
            ClosedFindings findings =
                    ClosedAnalysis.compute(SimulatedRecords.of(54, 0, 7).input(PLAN, LookFacts.first()), Progress.NONE);
            assertThat(findings.keySecondary().hypotheses())
                    .extracting(Hypothesis::decision)
                    .containsOnly("not-tested");
        }
    }
}
