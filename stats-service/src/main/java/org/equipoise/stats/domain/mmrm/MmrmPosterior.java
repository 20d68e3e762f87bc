package org.equipoise.stats.domain.mmrm;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.numerics.CounterRandom;

/**
 * The Bayesian posterior of the parameters of a mixed model with unstructured covariance, by data augmentation.
 *
 * <p>Prior: flat for &beta;; &Sigma; of each group inverse Wishart with m + 2 degrees of freedom and the matrix
 * &Sigma;&#x302; that was fitted, so that its prior mean is &Sigma;&#x302; and the prior weighs like about two subjects; the
 * posterior is proper whatever is missing. One step draws, in this order,
 *
 * <ol>
 *   <li>&beta; given &Sigma; and the observed data: N((X'V<sup>&minus;1</sup>X)<sup>&minus;1</sup>X'V<sup>&minus;1</sup>y,
 *       (X'V<sup>&minus;1</sup>X)<sup>&minus;1</sup>);
 *   <li>the residuals at visits that were not observed, given &beta;, &Sigma; and the observed ones; only their sums of
 *       squares and products are needed, so each pattern of missingness draws for its condensed units and, for the other
 *       subjects together, a Wishart matrix;
 *   <li>&Sigma; given all residuals R: inverse Wishart with m + 2 + n degrees of freedom and matrix &Sigma;&#x302; + R'R.
 * </ol>
 *
 * <p>Steps 1 and 2 together are a draw from the joint conditional distribution, so the chain moves in &Sigma; alone.
 * {@link #draw} starts a chain of its own at an inverse Wishart draw around &Sigma;&#x302; with as many degrees of freedom
 * as if each visit's share of observations were subjects without gaps, and takes a given number of steps: draws from different
 * streams are independent, and what the start's variance differs from the posterior's shrinks like
 * &lambda;<sup>2 steps</sup>, &lambda; being the largest fraction of missing information. Source: Tanner and Wong, Journal of the American Statistical Association 1987;82:528;
 * Schafer, Analysis of Incomplete Multivariate Data, 1997, chapter 5; the prior of R's rbmi.
 */
public final class MmrmPosterior {

    private static final int PRIOR_SURPLUS = 2;

    /**
     * One draw.
     *
     * @param coefficients &beta;, p numbers in the order of {@link MmrmFit#names}
     * @param covariances &Sigma; by group as {@link MmrmFit#covarianceMatrices}, m &times; m
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Draw(double[] coefficients, Map<String, double[][]> covariances) {}

    private final MmrmFit.Source source;
    private final Likelihood likelihood;
    private final double[][] fitted;
    private final int[] subjects;

    MmrmPosterior(MmrmFit.Source source, double[][] fitted) {
        this.source = source;
        int visits = source.observations().visits().size();
        this.likelihood = new Likelihood(source.design(), visits, Estimation.ML);
        this.fitted = fitted;
        this.subjects = new int[fitted.length];
        for (Pattern pattern : likelihood.patterns()) {
            subjects[pattern.group()] += pattern.subjects();
        }
    }

    /**
     * Draws from the posterior.
     *
     * @param random the stream to draw from
     * @param steps how many times &Sigma; is drawn, 1 or more
     * @return the draw. Not computed if a covariance matrix became singular in double precision
     */
    public Outcome<Draw> draw(CounterRandom random, int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("a chain needs at least one step, but has " + steps);
        }
        double[][] sigma = start(random);
        for (int step = 0; step < steps; step++) {
            Optional<double[][]> next = likelihood.at(sigma).flatMap(coefficientsAndCovariance(sigma, random));
            if (next.isEmpty()) {
                return singular();
            }
            sigma = next.get();
        }
        double[][] last = sigma;
        return likelihood
                .at(sigma)
                .map(point -> Outcome.computed(describe(coefficients(point, random), last)))
                .orElseGet(MmrmPosterior::singular);
    }

    /** Inverse Wishart with mean &Sigma;&#x302;; that itself where a draw is singular. */
    private double[][] start(CounterRandom random) {
        int m = likelihood.visits();
        double[] observed = new double[fitted.length];
        for (Pattern pattern : likelihood.patterns()) {
            observed[pattern.group()] += pattern.subjects() * (pattern.length() / (double) m);
        }
        double[][] sigma = new double[fitted.length][];
        for (int g = 0; g < sigma.length; g++) {
            double surplus = PRIOR_SURPLUS - 1 + observed[g];
            double[] scale =
                    Arrays.stream(fitted[g]).map(entry -> surplus * entry).toArray();
            sigma[g] = InverseWishart.draw(m + 1 + surplus, scale, m, random).orElse(fitted[g]);
        }
        return sigma;
    }

    private Function<Likelihood.Point, Optional<double[][]>> coefficientsAndCovariance(
            double[][] sigma, CounterRandom random) {
        return point -> covariance(point, coefficients(point, random), sigma, random);
    }

    private static <T> Outcome<T> singular() {
        return Outcome.notComputed(
                Outcome.Reason.OUT_OF_RANGE,
                "A covariance matrix drawn from the posterior is singular in double precision.",
                "Two visits carry nearly the same numbers: leave one of them out, or draw by the bootstrap.");
    }

    /** &gamma; + C'^-1 z. */
    private static double[] coefficients(Likelihood.Point point, CounterRandom random) {
        double[] gamma = point.gamma().clone();
        int p = gamma.length;
        for (int i = 0; i < p; i++) {
            double z = random.nextNormal();
            for (int j = 0; j <= i; j++) {
                gamma[j] += point.root()[i * p + j] * z;
            }
        }
        return gamma;
    }

    private Optional<double[][]> covariance(
            Likelihood.Point point, double[] gamma, double[][] sigma, CounterRandom random) {
        int m = likelihood.visits();
        double[][] scale = new double[sigma.length][];
        for (int g = 0; g < scale.length; g++) {
            scale[g] = fitted[g].clone();
        }
        List<Pattern> patterns = likelihood.patterns();
        for (int k = 0; k < patterns.size(); k++) {
            Pattern pattern = patterns.get(k);
            Optional<PatternResiduals> residuals =
                    PatternResiduals.of(pattern, sigma[pattern.group()], point.inverses()[k], m);
            if (residuals.isEmpty()) {
                return Optional.empty();
            }
            residuals.get().addSquares(gamma, random, scale[pattern.group()]);
        }
        double[][] next = new double[sigma.length][];
        for (int g = 0; g < next.length; g++) {
            Optional<double[]> draw =
                    InverseWishart.draw(m + (double) PRIOR_SURPLUS + subjects[g], scale[g], m, random);
            if (draw.isEmpty()) {
                return Optional.empty();
            }
            next[g] = draw.get();
        }
        return Optional.of(next);
    }

    private Draw describe(double[] gamma, double[][] sigma) {
        int m = likelihood.visits();
        double square = source.design().responseScale() * source.design().responseScale();
        Map<String, double[][]> matrices = new LinkedHashMap<>();
        for (int g = 0; g < sigma.length; g++) {
            double[][] matrix = new double[m][m];
            for (int at = 0; at < m * m; at++) {
                matrix[at / m][at % m] = square * sigma[g][at];
            }
            matrices.put(source.observations().groups().get(g), matrix);
        }
        return new Draw(source.design().original(gamma), matrices);
    }
}
