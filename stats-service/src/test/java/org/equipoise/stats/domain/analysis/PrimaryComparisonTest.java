package org.equipoise.stats.domain.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.equipoise.stats.SimulatedTrial;
import org.equipoise.stats.domain.Outcome;
import org.junit.jupiter.api.Test;

class PrimaryComparisonTest {

    private static final AnalysisPlan PLAN = SimulatedTrial.plan();
    private static final SimulatedTrial TRIAL = SimulatedTrial.of(104, 6, 20260105);
    private static final EndpointData ENDPOINT = EndpointData.derive(PLAN.primary(), TRIAL.subjects());

    @Test
    void itEqualsAPlainSecondComputation() {
        PrimaryComparison comparison = compare(PLAN.primary(), new ArmLabels(false));
        List<double[]> design = new ArrayList<>();
        List<Double> changes = new ArrayList<>();
        for (EndpointData.Row row : ENDPOINT.rows()) {
            design.add(columns(row));
            changes.add(row.change());
        }
        SecondComputation.Fit second = SecondComputation.leastSquares(design, changes);
        double benefit = -second.estimate() / second.standardError();
        double p = SecondComputation.studentAbove(benefit, second.degreesOfFreedom());

        assertThat(comparison.contrast().estimate()).isCloseTo(second.estimate(), within(1e-9));
        assertThat(comparison.contrast().standardError()).isCloseTo(second.standardError(), within(1e-9));
        assertThat(comparison.contrast().degreesOfFreedom()).isEqualTo((int) second.degreesOfFreedom());
        assertThat(comparison.pOneSided()).isCloseTo(p, within(1e-8));
        assertThat(comparison.z()).isCloseTo(SecondComputation.normalUpperQuantile(p), within(1e-4));
    }

    @Test
    void theBoundaryEqualsAPlainSecondComputation() {
        int[] information = {55, 104};
        double t1 = information[0] / 156.0;
        double t2 = information[1] / 156.0;
        double spent1 = obrienFleming(t1);
        double first = SecondComputation.normalUpperQuantile(spent1);
        double second = SecondComputation.secondBoundary(first, t1, t2, obrienFleming(t2) - spent1);

        LookBoundaries boundaries =
                LookBoundaries.at(PLAN, new TreeMap<>(Map.of(1, 55)), 2, 104).orElseThrow();
        assertThat(boundaries.looks().get(0).efficacy()).isCloseTo(first, within(1e-6));
        assertThat(boundaries.present().efficacy()).isCloseTo(second, within(1e-6));
    }

    @Test
    void exchangingTheLabelsTurnsTheContrastAndLeavesTheStatistic() {
        PrimaryComparison one = compare(PLAN.primary(), new ArmLabels(false));
        PrimaryComparison other = compare(PLAN.primary(), new ArmLabels(true));
        assertThat(other.contrast().estimate()).isCloseTo(-one.contrast().estimate(), within(1e-10));
        assertThat(other.z()).isCloseTo(one.z(), within(1e-10));
        assertThat(other.a().estimate()).isCloseTo(one.b().estimate(), within(1e-10));
    }

    @Test
    void aStatisticIsPositiveWhenTheExperimentalArmIsBetter() {
        assertThat(compare(PLAN.primary(), new ArmLabels(true)).z()).isPositive();
        PrimaryEndpoint higherIsBetter = new PrimaryEndpoint(
                "MADRS",
                "MADRS_TOTAL",
                "BASELINE",
                "H24",
                Direction.HIGHER_IS_BETTER,
                PLAN.primary().factors());
        assertThat(compare(higherIsBetter, new ArmLabels(true)).z()).isNegative();
    }

    @Test
    void anArmWithoutSubjectsIsToldAsTooFewObservations() {
        Map<String, String> allInOne = new TreeMap<>();
        TRIAL.subjects().forEach(subject -> allInOne.put(subject.subject(), SimulatedTrial.CONTROL_CODE));
        ArmComparisonData data = ArmComparisonData.join(ENDPOINT, SimulatedTrial.allocations(allInOne));
        Outcome<PrimaryComparison> outcome = PrimaryComparison.of(PLAN.primary(), data, new ArmLabels(true));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.NotComputed.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Outcome.Reason.TOO_FEW_OBSERVATIONS));
    }

    @Test
    void theSummariesAreThoseOfEachArm() {
        ArmComparisonData data = ArmComparisonData.join(ENDPOINT, TRIAL.allocations());
        double[] changes = ENDPOINT.rows().stream()
                .filter(row -> experimental(row))
                .mapToDouble(EndpointData.Row::change)
                .toArray();
        assertThat(data.summary(true).n()).isEqualTo(changes.length).isEqualTo(data.count(true));
        assertThat(data.summary(true).mean().orElseThrow())
                .isCloseTo(java.util.Arrays.stream(changes).average().orElseThrow(), within(1e-12));
        assertThat(data.summary(true).n() + data.summary(false).n()).isEqualTo(104);
    }

    private static PrimaryComparison compare(PrimaryEndpoint endpoint, ArmLabels labels) {
        return PrimaryComparison.of(endpoint, ArmComparisonData.join(ENDPOINT, TRIAL.allocations()), labels)
                .orElseThrow();
    }

    private static boolean experimental(EndpointData.Row row) {
        return TRIAL.allocations().armOfSubject().get(row.subject()).equals(SimulatedTrial.EXPERIMENTAL_CODE);
    }

    private static double[] columns(EndpointData.Row row) {
        double[] columns = new double[9];
        columns[0] = 1;
        columns[1] = row.baseline() - 33;
        int site = Integer.parseInt(row.levels().get("site"));
        if (site < 6) {
            columns[1 + site] = 1;
        }
        columns[7] = row.levels().get("madrsBand").equals("LT35") ? 1 : 0;
        columns[8] = experimental(row) ? 1 : 0;
        return columns;
    }

    private static double obrienFleming(double t) {
        return 2 * SecondComputation.normalAbove(SecondComputation.normalUpperQuantile(0.0125) / Math.sqrt(t));
    }
}
