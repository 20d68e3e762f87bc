package org.equipoise.stats.domain.workbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.equipoise.stats.domain.groupsequential.AlphaSpendingFunction;
import org.equipoise.stats.domain.simulation.SimulatedCharacteristics;
import org.equipoise.stats.domain.simulation.SimulationSettings;
import org.junit.jupiter.api.Test;

class DesignCharacteristicsTest {

    private static TrialDesign design(List<Integer> looks, Map<Integer, Double> futility) {
        return new TrialDesign(
                "d", 0.025, AlphaSpendingFunction.oBrienFlemingType(), looks, new TreeMap<>(futility), 5, 10, 0.5);
    }

    private static DesignCharacteristics of(TrialDesign design) {
        return DesignCharacteristics.of(design, Optional.empty()).orElseThrow();
    }

    @Test
    void oneLookIsTheFixedTrial() {
        DesignCharacteristics fixed = of(design(List.of(126), Map.of()));
        assertThat(fixed.boundary().look(1).criticalValue()).isCloseTo(1.959963985, within(1e-8));
        assertThat(fixed.design().drift()).isCloseTo(0.5 * Math.sqrt(126 / 4.0), within(1e-12));
        assertThat(fixed.effects().get(0).computed().power()).isCloseTo(0.025, within(1e-8));
        // pwr.norm.test of R's pwr: d = 0.5, n = 63 in each of two arms, one-sided 0.025
        assertThat(fixed.effects().get(2).computed().power()).isCloseTo(0.8013, within(1e-3));
        assertThat(fixed.effects().get(2).computed().expectedInformation()).isCloseTo(1, within(1e-12));
    }

    @Test
    void theLevelHoldsWithoutFutilityAndFutilityOnlyTakesAway() {
        DesignCharacteristics without = of(design(List.of(52, 104, 156), Map.of()));
        DesignCharacteristics with = of(design(List.of(52, 104, 156), Map.of(1, 0.0, 2, 0.5)));
        assertThat(without.effects().get(0).computed().power()).isCloseTo(0.025, within(1e-7));
        for (int effect = 0; effect < 3; effect++) {
            assertThat(with.effects().get(effect).computed().power())
                    .isLessThan(without.effects().get(effect).computed().power());
            assertThat(with.effects().get(effect).computed().expectedInformation())
                    .isLessThan(without.effects().get(effect).computed().expectedInformation());
        }
    }

    @Test
    void simulationAgreesWithIntegrationWithinItsError() {
        TrialDesign design = design(List.of(52, 104, 156), Map.of(1, 0.0, 2, 0.5));
        DesignCharacteristics compared = DesignCharacteristics.of(
                        design, Optional.of(SimulationSettings.of(20_260_101, 20_000)))
                .orElseThrow();
        assertThat(compared.effects()).allSatisfy(effect -> {
            SimulatedCharacteristics simulated = effect.simulated().orElseThrow();
            assertThat(simulated.rejection().value())
                    .isCloseTo(
                            effect.computed().power(),
                            within(4 * simulated.rejection().standardError()));
            assertThat(simulated.expectedInformation().value())
                    .isCloseTo(
                            effect.computed().expectedInformation(),
                            within(4 * simulated.expectedInformation().standardError()));
        });
    }

    @Test
    void theSameSeedGivesTheSameFiguresAndAStoppedOneSaysSo() {
        TrialDesign design = design(List.of(60, 120), Map.of());
        Optional<SimulationSettings> settings = Optional.of(SimulationSettings.of(1, 1000));
        assertThat(DesignCharacteristics.of(design, settings).orElseThrow().effects())
                .isEqualTo(
                        DesignCharacteristics.of(design, settings).orElseThrow().effects());
        DesignCharacteristics stopped = DesignCharacteristics.of(
                        design, Optional.of(SimulationSettings.of(1, 1000).until(() -> true)))
                .orElseThrow();
        assertThat(stopped.effects())
                .allSatisfy(effect -> assertThat(effect.simulated()).isEmpty());
    }

    @Test
    void anUnevenShareLosesPower() {
        TrialDesign even = design(List.of(100), Map.of());
        TrialDesign uneven = new TrialDesign(
                "u", 0.025, AlphaSpendingFunction.pocockType(), List.of(100), new TreeMap<>(), 5, 10, 0.8);
        assertThat(uneven.drift() / even.drift()).isCloseTo(0.8, within(1e-12));
    }
}
