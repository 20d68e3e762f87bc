package org.equipoise.stats.rest;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.stats.domain.groupsequential.BoundaryLook;
import org.equipoise.stats.domain.groupsequential.OperatingCharacteristics;
import org.equipoise.stats.domain.simulation.MonteCarloEstimate;
import org.equipoise.stats.domain.simulation.SimulatedCharacteristics;
import org.equipoise.stats.domain.workbench.DesignCharacteristics;
import org.equipoise.stats.domain.workbench.TrialDesign;

@Schema(name = "DesignAnswer", description = "What a design would do")
record DesignAnswer(
        @Schema(description = "As in the request") String label,
        @Schema(description = "Sample size") int maximum,

        @Schema(description = "The planned effect as the expected z at the last look")
        double drift,

        @Schema(description = "Probability of stopping for efficacy under the planned effect, futility followed")
        double power,

        @Schema(description = "Probability of stopping for efficacy without an effect, futility followed")
        double typeOneError,

        @Schema(description = "The looks and their boundaries")
        List<LookAnswer> looks,

        @Schema(description = "Without an effect, under half of the planned effect, and under all of it")
        List<EffectAnswer> effects) {

    static DesignAnswer of(DesignCharacteristics compared) {
        TrialDesign design = compared.design();
        List<LookAnswer> looks = new ArrayList<>();
        for (int look = 1; look <= design.looks().size(); look++) {
            BoundaryLook boundary = compared.boundary().look(look);
            double z = boundary.criticalValue();
            looks.add(new LookAnswer(
                    look,
                    design.looks().get(look - 1),
                    boundary.informationFraction(),
                    Double.isFinite(z) ? (Double) z : null,
                    boundary.nominalLevel(),
                    boundary.cumulativeAlpha(),
                    design.futility().get(look)));
        }
        List<EffectAnswer> effects = compared.effects().stream()
                .map(effect -> EffectAnswer.of(effect, design.maximum()))
                .toList();
        return new DesignAnswer(
                design.label(),
                design.maximum(),
                design.drift(),
                effects.get(effects.size() - 1).stopForEfficacy(),
                effects.get(0).stopForEfficacy(),
                looks,
                effects);
    }

    @Schema(name = "DesignLook")
    record LookAnswer(
            @Schema(description = "Number of the look") int look,

            @Schema(description = "Subjects with primary data")
            int subjects,

            @Schema(description = "Information fraction") double fraction,

            @Schema(description = "Efficacy boundary; absent where the look cannot stop the trial")
            Double efficacyZ,

            @Schema(description = "Its one-sided nominal level")
            double nominalAlpha,

            @Schema(description = "Alpha spent so far") double cumulativeAlpha,

            @Schema(description = "Futility boundary, if any")
            Double futilityZ) {}

    @Schema(name = "DesignUnderEffect")
    record EffectAnswer(
            @Schema(description = "True effect as a share of the planned one")
            double shareOfEffect,

            @Schema(description = "Probability of stopping for efficacy at any look")
            double stopForEfficacy,

            @Schema(description = "The same at each look") List<Double> efficacyAtLook,

            @Schema(description = "Probability of stopping for futility at each look")
            List<Double> futilityAtLook,

            @Schema(description = "Mean number of subjects at the end")
            double expectedSubjects,

            @Schema(description = "Numerical error of the probabilities, on the safe side")
            double numericalError,

            @Schema(description = "The same by simulation; absent if none was asked for, or none was finished in time")
            SimulatedAnswer simulated) {

        static EffectAnswer of(DesignCharacteristics.UnderEffect effect, int maximum) {
            OperatingCharacteristics computed = effect.computed();
            return new EffectAnswer(
                    effect.shareOfEffect(),
                    computed.power(),
                    computed.upperCrossing(),
                    computed.lowerCrossing(),
                    computed.expectedInformation() * maximum,
                    computed.numericalError(),
                    effect.simulated()
                            .map(simulated -> SimulatedAnswer.of(simulated, maximum))
                            .orElse(null));
        }
    }

    @Schema(name = "DesignSimulated")
    record SimulatedAnswer(
            @Schema(description = "Trials simulated; fewer than asked for if the time was over")
            int trials,

            @Schema(description = "Whether there are fewer than asked for")
            boolean incomplete,

            @Schema(description = "Probability of stopping for efficacy")
            EstimateAnswer stopForEfficacy,

            @Schema(description = "Mean number of subjects at the end")
            EstimateAnswer expectedSubjects) {

        static SimulatedAnswer of(SimulatedCharacteristics simulated, int maximum) {
            return new SimulatedAnswer(
                    simulated.trials(),
                    simulated.cancelled(),
                    EstimateAnswer.of(simulated.rejection(), 1),
                    EstimateAnswer.of(simulated.expectedInformation(), maximum));
        }
    }

    @Schema(name = "MonteCarloEstimate")
    record EstimateAnswer(
            @Schema(description = "Mean over the trials") double value,

            @Schema(description = "Monte Carlo standard error")
            double standardError) {

        static EstimateAnswer of(MonteCarloEstimate estimate, double scale) {
            return new EstimateAnswer(scale * estimate.value(), scale * estimate.standardError());
        }
    }
}
