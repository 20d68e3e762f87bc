package org.equipoise.stats.domain.imputation;

import java.util.List;
import org.equipoise.stats.domain.ConfidenceInterval;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.numerics.StudentT;

/**
 * Rubin's rules: one estimate from the estimates of m imputed data sets.
 *
 * <p>With the mean of the estimates Q, the mean of their variances U and the variance of the estimates B, the total
 * variance is T = U + (1 + 1/m)B. With &lambda; = (1 + 1/m)B/T and the degrees of freedom &nu; of the complete data, Barnard
 * and Rubin's degrees of freedom are 1/(1/&nu;<sub>m</sub> + 1/&nu;<sub>o</sub>), &nu;<sub>m</sub> = (m &minus;
 * 1)/&lambda;&sup2;, &nu;<sub>o</sub> = &nu;(&nu; + 1)(1 &minus; &lambda;)/(&nu; + 3). Source: Rubin, Multiple Imputation for
 * Nonresponse in Surveys, 1987; Barnard and Rubin, Biometrika 1999;86:948.
 *
 * @param completeDegreesOfFreedom the degrees of freedom of the analysis if nothing were missing, above 0; may be infinite
 */
public record RubinPooling(double completeDegreesOfFreedom) {

    /** Checks the degrees of freedom. */
    public RubinPooling {
        if (!(completeDegreesOfFreedom > 0)) {
            throw new IllegalArgumentException(
                    "the complete data's degrees of freedom must be above 0, but are " + completeDegreesOfFreedom);
        }
    }

    /**
     * Pools the results.
     *
     * @param estimates the estimate of each imputed data set, at least two, finite
     * @param variances the squared standard error of each, finite and 0 or more
     * @param level the coverage of the interval
     * @return the pooled estimate. Not computed if there is no variance at all, within or between
     */
    public Outcome<PooledEstimate> pool(List<Double> estimates, List<Double> variances, double level) {
        ConfidenceInterval.requireLevel(level);
        requireUsable(estimates, variances);
        double m = estimates.size();
        double mean = mean(estimates);
        double within = mean(variances);
        double between = 0;
        for (double estimate : estimates) {
            between += (estimate - mean) * (estimate - mean) / (m - 1);
        }
        double extra = (1 + 1 / m) * between;
        double total = within + extra;
        if (!(total > 0 && total < Double.POSITIVE_INFINITY)) {
            return Outcome.notComputed(
                    total > 0 ? Outcome.Reason.OUT_OF_RANGE : Outcome.Reason.NO_VARIATION,
                    "The total variance of the pooled estimate is " + total + ".",
                    "Check the standard errors of the imputed data sets' results.");
        }
        double lambda = extra / total;
        double degrees = degreesOfFreedom(lambda, m);
        double error = Math.sqrt(total);
        StudentT distribution = new StudentT(degrees);
        double half = distribution.upperQuantile((1 - level) / 2) * error;
        ConfidenceInterval interval = new ConfidenceInterval(mean - half, mean + half, level);
        double increase = within == 0 ? Double.POSITIVE_INFINITY : extra / within;
        double missing = lambda + (1 - lambda) * 2 / (degrees + 3);
        return Outcome.computed(new PooledEstimate(
                mean,
                error,
                degrees,
                distribution.outside(mean / error),
                interval,
                new PooledEstimate.Variances(within, between, increase, missing)));
    }

    private double degreesOfFreedom(double lambda, double imputations) {
        double observed = Double.isInfinite(completeDegreesOfFreedom)
                ? Double.POSITIVE_INFINITY
                : (completeDegreesOfFreedom + 1)
                        / (completeDegreesOfFreedom + 3)
                        * completeDegreesOfFreedom
                        * (1 - lambda);
        double degrees = 1 / (lambda * lambda / (imputations - 1) + 1 / observed);
        return degrees > 0 ? degrees : Double.MIN_NORMAL;
    }

    private static double mean(List<Double> values) {
        double sum = 0;
        for (double value : values) {
            sum += value / values.size();
        }
        return sum;
    }

    private static void requireUsable(List<Double> estimates, List<Double> variances) {
        if (estimates.size() < 2 || estimates.size() != variances.size()) {
            throw new IllegalArgumentException(
                    "there must be at least two estimates and as many variances, but there are " + estimates.size()
                            + " and " + variances.size());
        }
        for (int i = 0; i < estimates.size(); i++) {
            if (!Double.isFinite(estimates.get(i)) || !Double.isFinite(variances.get(i)) || variances.get(i) < 0) {
                throw new IllegalArgumentException(
                        "estimates must be finite and variances finite and 0 or more, but number " + (i + 1) + " is "
                                + estimates.get(i) + " with variance " + variances.get(i));
            }
        }
    }
}
