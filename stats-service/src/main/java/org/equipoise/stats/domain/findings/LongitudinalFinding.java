package org.equipoise.stats.domain.findings;

import java.util.List;

/**
 * An endpoint over the visits by a mixed model for repeated measures.
 *
 * @param heading what it estimates and how
 * @param outcome whether it was computed; fit is null and visits are empty if not
 * @param unit unit of the endpoint, such as {@code points}; may be empty
 * @param fit the model that was fitted in the end, and what was tried before
 * @param visits each visit of the model in order
 */
public record LongitudinalFinding(
        Heading heading, SectionOutcome outcome, String unit, Fit fit, List<VisitResult> visits) implements Finding {

    /** Takes a copy of the list. */
    public LongitudinalFinding {
        visits = List.copyOf(visits);
    }

    /** Shows nothing of the result. */
    @Override
    public String toString() {
        return "LongitudinalFinding[" + heading.id() + "]";
    }

    /**
     * The fit.
     *
     * @param structure the covariance structure that converged
     * @param fallback whether it is a fallback of the plan, because the structures before it did not converge
     * @param attempts the structures tried in order, the last is the one that converged
     * @param subjects number of subjects with at least one value
     * @param observations number of values
     * @param deviance &minus;2 restricted log likelihood
     * @param aic Akaike's criterion
     */
    public record Fit(
            String structure,
            boolean fallback,
            List<Attempt> attempts,
            int subjects,
            int observations,
            double deviance,
            double aic) {

        /** Takes a copy of the list. */
        public Fit {
            attempts = List.copyOf(attempts);
        }
    }

    /**
     * A structure that was tried.
     *
     * @param structure the covariance structure
     * @param outcome {@code computed}, or why not
     */
    public record Attempt(String structure, SectionOutcome outcome) {}

    /**
     * The arms at one visit.
     *
     * @param visit study event
     * @param arms both arms, A first
     * @param difference B minus A; null where the visit has no estimable contrast
     */
    public record VisitResult(String visit, List<ArmMean> arms, Difference difference) {

        /** Takes a copy of the list. */
        public VisitResult {
            arms = List.copyOf(arms);
        }
    }
}
