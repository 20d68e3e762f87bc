package org.equipoise.stats.domain.crossover;

import java.util.Objects;
import org.equipoise.stats.domain.ConfidenceInterval;
import org.equipoise.stats.domain.Outcome;

/**
 * The analysis of a crossover trial by a linear mixed model.
 *
 * <p>y<sub>ij</sub> = &mu; + period<sub>j</sub> + sequence<sub>s(i)</sub> + treatment<sub>d(i,j)</sub> [+ carry-over of d(i, j
 * &minus; 1)] + b<sub>i</sub> + e<sub>ij</sub> with b<sub>i</sub> ~ N(0, &sigma;<sub>b</sub>&sup2;), &sigma;<sub>b</sub>&sup2; &ge; 0, and
 * e<sub>ij</sub> ~ N(0, &sigma;&sup2;). Subjects with missing periods contribute what they have, between subjects too; missing at
 * random is assumed. Variances are estimated by REML. A sequence that no column can carry (sequences and carry-over confounded
 * with the other effects) is a refusal, not a silent choice. Source: Jones and Kenward, Design and Analysis of Cross-Over
 * Trials, 3rd edition, chapters 2 and 5.
 *
 * <pre>{@code
 * CrossoverFit fit = Crossover.withDefaults().fit(data).orElseThrow();
 * fit.contrast("KET", "PBO").orElseThrow().estimate();
 * }</pre>
 *
 * @param degreesOfFreedom how degrees of freedom are found
 * @param carryOver whether carry-over effects are in the model
 * @param confidenceLevel the coverage of intervals
 */
public record Crossover(CrossoverDegrees degreesOfFreedom, CarryOver carryOver, double confidenceLevel) {

    /** Whether what was given in the period before enters the model. */
    public enum CarryOver {
        /** Only what is given in a period matters in it; washout is relied upon. */
        NONE,
        /** The treatment of the period before has an effect of its own (first-order carry-over). */
        FIRST_ORDER
    }

    /** Checks the level. */
    public Crossover {
        Objects.requireNonNull(degreesOfFreedom, "degreesOfFreedom");
        Objects.requireNonNull(carryOver, "carryOver");
        ConfidenceInterval.requireLevel(confidenceLevel);
    }

    /**
     * Kenward and Roger's degrees of freedom, no carry-over, intervals of 95 %.
     *
     * @return the default analysis
     */
    public static Crossover withDefaults() {
        return new Crossover(CrossoverDegrees.KENWARD_ROGER, CarryOver.NONE, 0.95);
    }

    /**
     * The same analysis with other degrees of freedom.
     *
     * @param method how they are found
     * @return the changed analysis
     */
    public Crossover with(CrossoverDegrees method) {
        return new Crossover(method, carryOver, confidenceLevel);
    }

    /**
     * The same analysis with or without carry-over.
     *
     * @param choice whether it is in the model
     * @return the changed analysis
     */
    public Crossover with(CarryOver choice) {
        return new Crossover(degreesOfFreedom, choice, confidenceLevel);
    }

    /**
     * Fits the model to the rows with a response.
     *
     * @param data the rows
     * @return the fit. Not computed with fewer than two treatments or subjects, with no more observations than columns, if an effect
     *     depends on others (as carry-over does on sequences in the two-period design), or if the residuals do not vary
     */
    public Outcome<CrossoverFit> fit(CrossoverData data) {
        return CrossoverColumns.of(data, carryOver)
                .flatMap(columns -> SubjectModel.fit(columns).map(model -> new CrossoverFit(this, columns, model)));
    }
}
