package org.equipoise.stats.domain.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.groupsequential.AlphaSpending;
import org.equipoise.stats.domain.groupsequential.AlphaSpendingFunction;
import org.equipoise.stats.domain.groupsequential.BetaSpending;
import org.equipoise.stats.domain.groupsequential.FutilityRule;
import org.equipoise.stats.domain.groupsequential.InformationFractions;
import org.equipoise.stats.domain.groupsequential.LastLook;
import org.equipoise.stats.domain.groupsequential.OperatingCharacteristics;
import org.equipoise.stats.domain.groupsequential.StoppingRegion;
import org.equipoise.stats.domain.groupsequential.TestSides;
import org.equipoise.stats.domain.mmrm.Mmrm;
import org.equipoise.stats.domain.planning.BlindedReestimation;
import org.equipoise.stats.domain.planning.BlindedVariance;
import org.equipoise.stats.domain.planning.MmrmPlan;
import org.equipoise.stats.domain.planning.ProportionsMethod;
import org.equipoise.stats.domain.planning.ProportionsPlan;
import org.equipoise.stats.domain.planning.ReestimationLimits;
import org.equipoise.stats.domain.planning.SampleSize;
import org.equipoise.stats.domain.planning.TTestPlan;
import org.junit.jupiter.api.Test;

/** Simulated figures against computed ones, within four Monte Carlo errors; seeds are fixed. */
class TrialSimulationTest {

    private static final AlphaSpending TEST =
            new AlphaSpending(0.025, TestSides.ONE_SIDED, AlphaSpendingFunction.oBrienFlemingType());
    private static final StoppingRegion REGION = new BetaSpending(
                    TEST, 0.1, AlphaSpendingFunction.hwangShihDeCani(-2), FutilityRule.NON_BINDING)
            .boundary(InformationFractions.equallySpaced(3))
            .orElseThrow()
            .region();
    private static final TTestPlan.Test ONE_SIDED = new TTestPlan.Test(0.025, TestSides.ONE_SIDED, 1);

    private static StoppingRegion oneLook() {
        return StoppingRegion.of(
                TEST.boundary(InformationFractions.of(1), LastLook.FINAL).orElseThrow());
    }

    private static void assertWithinError(MonteCarloEstimate simulated, double expected) {
        assertThat(simulated.value()).isCloseTo(expected, within(4 * simulated.standardError() + 1e-12));
    }

    private static SimulatedCharacteristics simulate(TrialModel model, int trials) {
        return new TrialSimulation(model)
                .run(SimulationSettings.of(20261121, trials).withThreads(2))
                .orElseThrow();
    }

    @Test
    void statisticsBehaveAsComputed() {
        for (double drift : new double[] {-1, 0, 2, 3.4}) {
            SimulatedCharacteristics simulated = simulate(new ZProcess(REGION, drift), 100_000);
            OperatingCharacteristics exact = REGION.under(drift);

            assertWithinError(simulated.rejection(), exact.power());
            assertWithinError(simulated.expectedInformation(), exact.expectedInformation());
            for (int look = 0; look < 3; look++) {
                assertWithinError(
                        simulated.upperCrossing().get(look),
                        exact.upperCrossing().get(look));
                assertWithinError(
                        simulated.lowerCrossing().get(look),
                        exact.lowerCrossing().get(look));
            }
        }
    }

    @Test
    void withoutInterimLooksTheUsualEstimateIsUnbiasedAndCovers() {
        SimulatedCharacteristics simulated = simulate(new ZProcess(oneLook(), 2), 40_000);

        assertWithinError(simulated.bias(), 0);
        assertWithinError(simulated.coverage(), 0.95);
        assertThat(simulate(new ZProcess(REGION, 3.4), 40_000).bias().value())
                .as("stopping early exaggerates")
                .isGreaterThan(0.05);
    }

    @Test
    void threadsDoNotChangeTheResult() {
        TrialSimulation simulation = new TrialSimulation(new ZProcess(REGION, 1.5));
        SimulationSettings settings = SimulationSettings.of(99, 5001);

        SimulatedCharacteristics alone = simulation.run(settings).orElseThrow();

        assertThat(simulation.run(settings.withThreads(3)).orElseThrow()).isEqualTo(alone);
        assertThat(simulation.run(settings.withThreads(8)).orElseThrow()).isEqualTo(alone);
        assertThat(simulation.run(SimulationSettings.of(100, 5001)).orElseThrow())
                .isNotEqualTo(alone);
    }

    @Test
    void reportsItsProgress() {
        List<Integer> heard = new ArrayList<>();

        new TrialSimulation(new ZProcess(REGION, 0))
                .run(SimulationSettings.of(1, 1000)
                        .withThreads(2)
                        .reportingTo((finished, trials) -> heard.add(finished)));

        assertThat(heard).isSorted().endsWith(1000).hasSizeGreaterThan(5);
    }

    @Test
    void stopsWhenCancelledWithWhatIsFinished() {
        AtomicInteger asked = new AtomicInteger();
        SimulationSettings settings = SimulationSettings.of(1, 100_000).until(() -> asked.incrementAndGet() > 1000);

        SimulatedCharacteristics partial =
                new TrialSimulation(new ZProcess(REGION, 0)).run(settings).orElseThrow();

        assertThat(partial.cancelled()).isTrue();
        assertThat(partial.trials()).isBetween(500, 1000);
        assertThat(new TrialSimulation(new ZProcess(REGION, 0))
                        .run(SimulationSettings.of(1, 1000).until(() -> true)))
                .isInstanceOf(Outcome.NotComputed.class);
    }

    @Test
    void patientsWithANormalOutcomeHaveThePowerOfTheAdjustedTest() {
        double correlation = 0.5;
        TrialEndpoint endpoint = new NormalEndpoint(-4, 9, correlation, 0);
        PatientTrial model = new PatientTrial(
                endpoint,
                PatientTrial.Better.LOWER,
                AllocationRule.permutedBlocks(2, 2),
                PatientTrial.LookPlan.of(oneLook(), 160));

        SimulatedCharacteristics simulated = simulate(model, 4000);

        double residual = 9 * Math.sqrt(1 - correlation * correlation);
        double power = new TTestPlan(-4, 0, residual, ONE_SIDED).power(new SampleSize(80, 80));
        assertThat(simulated.rejection().value())
                .isCloseTo(power, within(4 * simulated.rejection().standardError() + 0.003));
        assertWithinError(simulated.bias(), 0);
        assertWithinError(simulated.coverage(), 0.95);
        assertThat(simulated.expectedParticipants()).isEqualTo(new MonteCarloEstimate(160, 0));
        assertThat(simulated.failed().value()).isZero();
    }

    @Test
    void patientsWithInterimLooksKeepAlphaAndSaveParticipants() {
        PatientTrial model = new PatientTrial(
                new NormalEndpoint(0, 9, 0.5, 0.1),
                PatientTrial.Better.HIGHER,
                AllocationRule.complete(0.5),
                PatientTrial.LookPlan.of(REGION, 150));

        SimulatedCharacteristics simulated = simulate(model, 4000);

        assertWithinError(simulated.rejection(), REGION.under(0).power());
        assertThat(simulated.expectedParticipants().value()).isBetween(50.0, 110.0);
    }

    @Test
    void respondersHaveTheExactPowerOfThePooledTest() {
        PatientTrial model = new PatientTrial(
                new BinaryEndpoint(0.5, 0.3),
                PatientTrial.Better.HIGHER,
                AllocationRule.permutedBlocks(1, 1),
                PatientTrial.LookPlan.of(oneLook(), 100));
        ProportionsPlan plan = new ProportionsPlan(0.5, 0.3, 0, ProportionsMethod.POOLED_Z, ONE_SIDED);

        assertWithinError(simulate(model, 6000).rejection(), plan.exactPower(50, 50));
    }

    @Test
    void repeatedMeasuresHaveThePlannedPower() {
        List<List<Double>> correlation =
                List.of(List.of(1.0, 0.6, 0.4), List.of(0.6, 1.0, 0.6), List.of(0.4, 0.6, 1.0));
        MmrmPlan.Retention retention = new MmrmPlan.Retention(List.of(1.0, 0.9, 0.8), List.of(1.0, 0.9, 0.8));
        double power = new MmrmPlan(correlation, retention, new MmrmPlan.Effect(5, 9), ONE_SIDED)
                .power(new SampleSize(60, 60))
                .orElseThrow();
        PatientTrial model = new PatientTrial(
                new RepeatedEndpoint(List.of(1.0, 3.0, 5.0), 9, correlation, retention, Mmrm.withDefaults()),
                PatientTrial.Better.HIGHER,
                AllocationRule.permutedBlocks(2, 2),
                PatientTrial.LookPlan.of(oneLook(), 120));

        SimulatedCharacteristics simulated = simulate(model, 200);

        assertThat(simulated.rejection().value())
                .isCloseTo(power, within(4 * simulated.rejection().standardError() + 0.01));
        assertWithinError(simulated.bias(), 0);
        assertWithinError(simulated.coverage(), 0.95);
    }

    @Test
    void blindedReestimationKeepsTheLevelAndRepairsThePower() {
        BlindedReestimation plan = new BlindedReestimation(4, 0, 0.9, ONE_SIDED, new ReestimationLimits(60, 1000));

        SimulatedCharacteristics withoutEffect = simulate(
                new ReestimationTrial(plan, BlindedVariance.UNADJUSTED, new ReestimationTrial.Truth(0, 11), 60),
                10_000);
        SimulatedCharacteristics withEffect = simulate(
                new ReestimationTrial(plan, BlindedVariance.UNADJUSTED, new ReestimationTrial.Truth(4, 11), 60), 4000);

        assertWithinError(withoutEffect.rejection(), 0.025);
        assertThat(withEffect.rejection().value()).isBetween(0.88, 0.94);
        assertThat(withEffect.expectedParticipants().value()).isBetween(315.0, 355.0);
    }

    @Test
    void blocksAreFilledInTheirRatio() {
        AllocationRule rule = AllocationRule.permutedBlocks(2, 1);
        TrialStream stream = new TrialStream(5, 0);
        int first = 0;
        for (int n = 0; n < 300; n++) {
            first += rule.toFirst(first, n - first, stream) ? 1 : 0;
            if ((n + 1) % 3 == 0) {
                assertThat(first).isEqualTo(2 * (n + 1) / 3);
            }
        }
    }

    @Test
    void refusesArgumentsThatMakeNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> SimulationSettings.of(1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimulationSettings.of(1, 10).withThreads(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ZProcess(REGION, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new NormalEndpoint(1, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new BinaryEndpoint(0.5, 1.1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PatientTrial.LookPlan(REGION, List.of(10, 10, 20)))
                .withMessageContaining("10 follows 10");
        assertThatIllegalArgumentException().isThrownBy(() -> AllocationRule.complete(1));
        assertThatIllegalArgumentException().isThrownBy(() -> AllocationRule.permutedBlocks(0, 2));
    }
}
