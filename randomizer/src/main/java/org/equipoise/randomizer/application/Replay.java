package org.equipoise.randomizer.application;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.randomizer.domain.allocation.Fraction;
import org.equipoise.randomizer.domain.allocation.Minimization;
import org.equipoise.randomizer.domain.allocation.StratificationFactor;
import org.equipoise.randomizer.domain.plan.RandomizationPlan;
import org.equipoise.randomizer.domain.randomness.Seed;

/**
 * What makes every entry of an adaptive list again, together with the strata of its entries in their order.
 *
 * @param seed the seed as hexadecimal digits
 * @param measure the imbalance measure
 * @param probabilities that of the best rank, or those of all ranks, as quotients
 * @param weights the factors' weights; 1 where there is none
 * @param arms the arms in the plan's order
 * @param factors the factors' identifiers in the plan's order
 */
public record Replay(
        @Schema(description = "The seed, 32 bytes as hexadecimal digits")
        String seed,

        @Schema(description = "The imbalance measure") String measure,

        @Schema(description = "The probability of the best rank, or those of all ranks, as quotients")
        List<String> probabilities,

        @Schema(description = "The factors' weights; 1 where there is none")
        Map<String, Integer> weights,

        @Schema(description = "The arms in the plan's order")
        List<Share> arms,

        @Schema(description = "The factors' identifiers in the plan's order")
        List<String> factors) {

    /** An arm and its part of the ratio. */
    public record Share(
            @Schema(description = "The arm's code") String code,
            @Schema(description = "Its part of the ratio") int ratio) {

        /** An arm must not reach a log. */
        @Override
        public String toString() {
            return "Share[hidden]";
        }
    }

    static Replay of(RandomizationPlan plan, Minimization method, Seed seed) {
        return new Replay(
                HexFormat.of().formatHex(seed.bytes()),
                method.measure().code(),
                method.probabilities().stream().map(Fraction::toString).toList(),
                new TreeMap<>(method.weights()),
                plan.arms().stream()
                        .map(arm -> new Share(arm.code(), arm.ratio()))
                        .toList(),
                plan.stratification().factors().stream()
                        .map(StratificationFactor::id)
                        .toList());
    }

    /** The seed must not reach a log. */
    @Override
    public String toString() {
        return "Replay[hidden]";
    }
}
