package org.equipoise.stats.domain.crossover;

/**
 * The two variances of the model.
 *
 * @param betweenSubjects that of the subjects' random effects, 0 or more, in squared units of the response
 * @param withinSubjects that of the residuals, above 0
 */
public record VarianceComponents(double betweenSubjects, double withinSubjects) {

    /**
     * The correlation of two responses of one subject.
     *
     * @return between / (between + within)
     */
    public double intraclassCorrelation() {
        return betweenSubjects / (betweenSubjects + withinSubjects);
    }
}
