package org.equipoise.stats.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.stats.application.DesignErrors;
import org.equipoise.stats.domain.groupsequential.AlphaSpendingFunction;
import org.equipoise.stats.domain.workbench.TrialDesign;

@Schema(name = "DesignRequest", description = "A one-sided group-sequential comparison of two means")
record DesignRequest(
        @Schema(description = "What people call it", example = "Three looks") @NotBlank @Size(max = 100)
        String label,

        @Schema(description = "One-sided level over all looks", example = "0.025")
        @NotNull
        @DecimalMin("0.0001")
        @DecimalMax("0.4999")
        Double alpha,

        @Schema(
                description = "How alpha is spent over information",
                enumeration = {"lan-demets-obrien-fleming", "lan-demets-pocock", "hwang-shih-de-cani", "power"})
        @NotNull
        String spending,

        @Schema(description = "Gamma of hwang-shih-de-cani (-50 to 50) or rho of power (0.1 to 50); absent for others")
        Double spendingParameter,

        @Schema(
                description = "Subjects with primary data at each look; the last is the sample size",
                example = "[52, 104, 156]")
        @NotNull
        @Size(min = 1, max = 20)
        List<@NotNull @Min(2) @Max(1_000_000) Integer> looks,

        @Schema(description = "Non-binding futility bounds; not at the last look") @Size(max = 19)
        List<@NotNull @Valid FutilityRequest> futility,

        @Schema(description = "The effect planned for", example = "5")
        @NotNull
        @DecimalMin(value = "0", inclusive = false)
        @DecimalMax("1e9")
        Double difference,

        @Schema(description = "Standard deviation within an arm", example = "10")
        @NotNull
        @DecimalMin(value = "0", inclusive = false)
        @DecimalMax("1e9")
        Double sd,

        @Schema(description = "Share of subjects in the experimental arm; 0.5 if absent", example = "0.5")
        @DecimalMin("0.05")
        @DecimalMax("0.95")
        Double share) {

    private static final double MOST_GAMMA = 50;
    private static final double LEAST_RHO = 0.1;
    private static final double EVEN = 0.5;
    private static final double LARGEST_DRIFT = 100;

    @Schema(name = "DesignFutility", description = "A futility bound")
    record FutilityRequest(
            @Schema(description = "Number of the look, from 1", example = "1") @NotNull @Min(1)
            Integer look,

            @Schema(description = "z below which the look suggests stopping", example = "0")
            @NotNull
            @DecimalMin("-10")
            @DecimalMax("10")
            Double z) {}

    /** The design, or what is wrong with it by field. */
    TrialDesign design(String at, List<DesignErrors.Violation> violations) {
        int before = violations.size();
        AlphaSpendingFunction function = function(at, violations);
        checkLooks(at, violations);
        TreeMap<Integer, Double> bounds = bounds(at, violations);
        if (violations.size() > before) {
            return null;
        }
        TrialDesign design =
                new TrialDesign(label, alpha, function, looks, bounds, difference, sd, share == null ? EVEN : share);
        if (design.drift() > LARGEST_DRIFT) {
            violations.add(new DesignErrors.Violation(
                    at + ".difference",
                    difference,
                    "is far too large for this sd and sample size: the expected z is above 100"));
        }
        return design;
    }

    private AlphaSpendingFunction function(String at, List<DesignErrors.Violation> violations) {
        return switch (spending) {
            case "lan-demets-obrien-fleming" ->
                withoutParameter(AlphaSpendingFunction.oBrienFlemingType(), at, violations);
            case "lan-demets-pocock" -> withoutParameter(AlphaSpendingFunction.pocockType(), at, violations);
            case "hwang-shih-de-cani" ->
                parameter(at, -MOST_GAMMA, violations)
                        ? AlphaSpendingFunction.hwangShihDeCani(spendingParameter)
                        : null;
            case "power" ->
                parameter(at, LEAST_RHO, violations) ? AlphaSpendingFunction.power(spendingParameter) : null;
            default -> {
                violations.add(new DesignErrors.Violation(
                        at + ".spending",
                        spending,
                        "must be lan-demets-obrien-fleming, lan-demets-pocock, hwang-shih-de-cani or power"));
                yield null;
            }
        };
    }

    private AlphaSpendingFunction withoutParameter(
            AlphaSpendingFunction function, String at, List<DesignErrors.Violation> violations) {
        if (spendingParameter != null) {
            violations.add(new DesignErrors.Violation(
                    at + ".spendingParameter", spendingParameter, "must be absent: " + spending + " has none"));
        }
        return function;
    }

    private boolean parameter(String at, double least, List<DesignErrors.Violation> violations) {
        boolean fits = spendingParameter != null && spendingParameter >= least && spendingParameter <= MOST_GAMMA;
        if (!fits) {
            violations.add(new DesignErrors.Violation(
                    at + ".spendingParameter",
                    spendingParameter == null ? "" : spendingParameter,
                    "must be from " + least + " to " + MOST_GAMMA));
        }
        return fits;
    }

    private void checkLooks(String at, List<DesignErrors.Violation> violations) {
        for (int i = 1; i < looks.size(); i++) {
            if (looks.get(i) <= looks.get(i - 1)) {
                violations.add(new DesignErrors.Violation(
                        at + ".looks[" + i + "]",
                        looks.get(i),
                        "must be above the look before it, " + looks.get(i - 1)));
            }
        }
    }

    private TreeMap<Integer, Double> bounds(String at, List<DesignErrors.Violation> violations) {
        TreeMap<Integer, Double> bounds = new TreeMap<>();
        List<FutilityRequest> given = futility == null ? new ArrayList<>() : futility;
        for (int i = 0; i < given.size(); i++) {
            int look = given.get(i).look();
            if (look >= looks.size()) {
                violations.add(new DesignErrors.Violation(
                        at + ".futility[" + i + "].look", look, "must be a look before the last, " + looks.size()));
            } else if (bounds.put(look, given.get(i).z()) != null) {
                violations.add(
                        new DesignErrors.Violation(at + ".futility[" + i + "].look", look, "has a bound already"));
            }
        }
        return bounds;
    }
}
