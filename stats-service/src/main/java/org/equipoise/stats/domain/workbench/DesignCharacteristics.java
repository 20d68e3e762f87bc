package org.equipoise.stats.domain.workbench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.groupsequential.OperatingCharacteristics;
import org.equipoise.stats.domain.groupsequential.StoppingBoundary;
import org.equipoise.stats.domain.groupsequential.StoppingRegion;
import org.equipoise.stats.domain.simulation.SimulatedCharacteristics;
import org.equipoise.stats.domain.simulation.SimulationSettings;
import org.equipoise.stats.domain.simulation.TrialSimulation;
import org.equipoise.stats.domain.simulation.ZProcess;

/**
 * What a design would do: by numerical integration, and simulated beside it as a check that shares no code with it.
 *
 * @param design the design
 * @param boundary its efficacy boundary
 * @param effects what happens without an effect, under half of the planned one, and under all of it
 */
public record DesignCharacteristics(TrialDesign design, StoppingBoundary boundary, List<UnderEffect> effects) {

    private static final List<Double> SHARES_OF_EFFECT = List.of(0.0, 0.5, 1.0);

    /** Takes a copy of the list. */
    public DesignCharacteristics {
        effects = List.copyOf(effects);
    }

    /**
     * What a design does under one effect, futility followed.
     *
     * @param shareOfEffect the true effect as a share of the planned one
     * @param computed by numerical integration
     * @param simulated by simulation of the statistics; empty if none was asked for, or none was finished
     */
    public record UnderEffect(
            double shareOfEffect, OperatingCharacteristics computed, Optional<SimulatedCharacteristics> simulated) {}

    /**
     * Computes and simulates.
     *
     * @param design the design
     * @param simulation seed, number of trials and when to stop; empty for none
     * @return the characteristics; not computed if the boundary is not
     */
    public static Outcome<DesignCharacteristics> of(TrialDesign design, Optional<SimulationSettings> simulation) {
        return design.efficacy().map(boundary -> {
            StoppingRegion region = design.region(boundary);
            List<UnderEffect> effects = new ArrayList<>();
            for (double share : SHARES_OF_EFFECT) {
                double drift = share * design.drift();
                effects.add(new UnderEffect(
                        share,
                        region.under(drift),
                        simulation.flatMap(settings -> simulated(region, drift, settings))));
            }
            return new DesignCharacteristics(design, boundary, effects);
        });
    }

    private static Optional<SimulatedCharacteristics> simulated(
            StoppingRegion region, double drift, SimulationSettings settings) {
        return new TrialSimulation(new ZProcess(region, drift)).run(settings).value();
    }
}
