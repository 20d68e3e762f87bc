package org.equipoise.randomizer.rest;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.equipoise.randomizer.application.AssessPlans;
import org.equipoise.randomizer.domain.predictability.Figure;
import org.equipoise.randomizer.domain.predictability.Imbalances;
import org.equipoise.randomizer.domain.predictability.PlanAssessment;

/** How predictable and how balanced the plans would be. */
public record AssessmentAnswer(
        @Schema(description = "The study") String study,
        @Schema(description = "Subjects expected") int subjects,

        @Schema(description = "How often a trial was played where it could not be computed")
        int simulations,

        @Schema(description = "The seed of the simulation") long seed,

        @Schema(description = "One for each plan, in the order asked")
        List<Assessment> assessments) {

    /** A plan's figures. */
    public record Assessment(
            @Schema(description = "`plan`, or the alternative's name")
            String name,

            @Schema(description = "The method") String method,

            @Schema(description = "Expected share of correct guesses")
            Guesses guesses,

            @Schema(description = "Expected share of subjects who find an entry")
            Quantity allocated,

            @Schema(description = "Chance that a subject comes to a stratum whose entries are all taken")
            Quantity runningOut,

            @Schema(description = "Σ |n_k − n r_k/R|; with two equal arms the difference of their numbers")
            Imbalance imbalance) {}

    /** Expected shares of correct guesses. */
    public record Guesses(
            @Schema(
                    description =
                            "By guessing the arm behind, seeing the earlier arms of the stratum; with minimization, of "
                                    + "the site")
            Quantity convergence,

            @Schema(description = "By somebody who knows the method and all that it remembers: an upper bound")
            Quantity knowingMethod) {}

    /** A number; without a standard error it is exact. */
    public record Quantity(
            @Schema(description = "The number") double value,

            @Schema(description = "Whether it was computed and not simulated")
            boolean exact,

            @Schema(description = "The simulation's standard error; null if exact")
            Double standardError) {

        private static Quantity of(Figure figure) {
            boolean exact = figure.standardError().isEmpty();
            return new Quantity(
                    figure.value(), exact, exact ? null : figure.standardError().getAsDouble());
        }
    }

    /** Imbalance after the last subject. */
    public record Imbalance(
            @Schema(description = "Over the whole study") Distribution overall,
            @Schema(description = "By stratum") List<Part> strata,

            @Schema(description = "By site; empty without a factor `site`")
            List<Part> sites) {}

    /** A stratum or site. */
    public record Part(
            @Schema(description = "The stratum's key or the site")
            String of,

            @Schema(description = "Its imbalance") Distribution imbalance) {}

    /** A distribution. */
    public record Distribution(
            @Schema(description = "Its expectation") Quantity mean,

            @Schema(description = "Its values, ascending, with their probabilities")
            List<Point> points) {

        private static Distribution of(Imbalances law) {
            return new Distribution(
                    Quantity.of(law.mean()),
                    law.points().stream()
                            .map(point -> new Point(point.imbalance(), Quantity.of(point.probability())))
                            .toList());
        }
    }

    /** A value of the imbalance. */
    public record Point(
            @Schema(description = "The imbalance") double imbalance,
            @Schema(description = "How probable it is") Quantity probability) {}

    static AssessmentAnswer of(String study, AssessPlans.Question question, List<AssessPlans.Assessed> plans) {
        return new AssessmentAnswer(
                study,
                question.accrual().subjects(),
                question.runs(),
                question.seed(),
                plans.stream().map(AssessmentAnswer::assessment).toList());
    }

    private static Assessment assessment(AssessPlans.Assessed assessed) {
        PlanAssessment figures = assessed.assessment();
        return new Assessment(
                assessed.name(),
                assessed.method(),
                new Guesses(Quantity.of(figures.convergence()), Quantity.of(figures.knowingMethod())),
                Quantity.of(figures.allocated()),
                Quantity.of(figures.runningOut()),
                new Imbalance(Distribution.of(figures.overall()), parts(figures.strata()), parts(figures.sites())));
    }

    private static List<Part> parts(Map<String, Imbalances> laws) {
        return laws.entrySet().stream()
                .map(law -> new Part(law.getKey(), Distribution.of(law.getValue())))
                .toList();
    }
}
