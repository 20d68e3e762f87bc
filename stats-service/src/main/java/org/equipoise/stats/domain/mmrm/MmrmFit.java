package org.equipoise.stats.domain.mmrm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.linearmodel.DesignColumn;
import org.equipoise.stats.domain.linearmodel.Term;

/**
 * A fitted mixed model for repeated measures.
 *
 * <p>Coefficients are those of treatment contrasts in the columns of {@link #names}; a linear function of them is given by
 * p weights in that order.
 */
public final class MmrmFit {

    /**
     * What was fitted.
     *
     * @param observations the complete rows
     * @param design their coordinates
     */
    record Source(Observations observations, OrthogonalDesign design) {}

    private final Source source;
    private final Maximum maximum;
    private final Inference inference;
    private final double deviance;
    private final int parameters;

    MmrmFit(Source source, Maximum maximum, Inference inference, double deviance, int parameters) {
        this.source = source;
        this.maximum = maximum;
        this.inference = inference;
        this.deviance = deviance;
        this.parameters = parameters;
    }

    /**
     * The columns of the design.
     *
     * @return their names, p of them
     */
    public List<String> names() {
        return source.observations.design().names();
    }

    /**
     * The number of observations.
     *
     * @return the complete rows
     */
    public int observations() {
        return source.observations.rows();
    }

    /**
     * The number of subjects.
     *
     * @return those with at least one complete row
     */
    public int subjects() {
        return source.observations.subjects();
    }

    /**
     * The visits.
     *
     * @return the labels of the rows of the covariance matrix
     */
    public List<String> visits() {
        return source.observations.visits();
    }

    /**
     * The number of covariance parameters, over all groups.
     *
     * @return k
     */
    public int covarianceParameters() {
        return parameters;
    }

    /**
     * The largest derivative of the negative log-likelihood with respect to an unconstrained covariance parameter.
     *
     * @return its magnitude, at most 1e-6
     */
    public double largestGradient() {
        return maximum.gradient();
    }

    /**
     * How many steps the maximization took.
     *
     * @return the steps
     */
    public int iterations() {
        return maximum.iterations();
    }

    /**
     * The maximized log-likelihood, restricted under REML.
     *
     * @return l, natural logarithm, all constants included (under REML without log|X'X|/2, as in SAS and R's mmrm)
     */
    public double logLikelihood() {
        return -deviance / 2;
    }

    /**
     * Twice the negative log-likelihood.
     *
     * @return &minus;2l
     */
    public double deviance() {
        return deviance;
    }

    /**
     * Akaike's criterion, counting the k covariance parameters.
     *
     * @return &minus;2l + 2k
     */
    public double aic() {
        return deviance + 2 * parameters;
    }

    /**
     * The Bayesian criterion, counting the k covariance parameters and the subjects S.
     *
     * @return &minus;2l + k log S
     */
    public double bic() {
        return deviance + parameters * Math.log(subjects());
    }

    /**
     * The estimated covariance matrix of an observation of weight 1 at each visit, for each group.
     *
     * @return by the group's level ("all" without groups): m &times; m, in squared units of the response
     */
    public Map<String, double[][]> covarianceMatrices() {
        int m = visits().size();
        double square = source.design.responseScale() * source.design.responseScale();
        Map<String, double[][]> matrices = new LinkedHashMap<>();
        for (int g = 0; g < maximum.sigma().length; g++) {
            double[][] matrix = new double[m][m];
            for (int a = 0; a < m; a++) {
                for (int b = 0; b < m; b++) {
                    matrix[a][b] = square * maximum.sigma()[g][a * m + b];
                }
            }
            matrices.put(source.observations.groups().get(g), matrix);
        }
        return matrices;
    }

    /**
     * The covariance matrix of the coefficients that tests and intervals use.
     *
     * @return p &times; p
     */
    public double[][] coefficientCovariance() {
        int p = names().size();
        double[][] coordinates = new double[p][];
        for (int i = 0; i < p; i++) {
            coordinates[i] = coordinates(unit(i, p));
        }
        double[][] covariance = new double[p][p];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j <= i; j++) {
                covariance[i][j] = inference.covariance(coordinates[i], coordinates[j]);
                covariance[j][i] = covariance[i][j];
            }
        }
        return covariance;
    }

    private static double[] unit(int i, int p) {
        double[] unit = new double[p];
        unit[i] = 1;
        return unit;
    }

    private double[] coordinates(double[] weights) {
        return inference.model().coordinates(source.design.functional(weights));
    }

    private double value(double[] weights) {
        double[] functional = source.design.functional(weights);
        double sum = 0;
        for (int j = 0; j < functional.length; j++) {
            sum += functional[j] * maximum.point().gamma()[j];
        }
        return sum;
    }

    /**
     * The Bayesian posterior of the coefficients and an unstructured covariance, from which draws can be made.
     *
     * @return the posterior whose prior is centred at this fit
     * @throws IllegalArgumentException if the covariance has fewer parameters than an unstructured one
     */
    public MmrmPosterior posterior() {
        int m = visits().size();
        if (parameters != maximum.sigma().length * m * (m + 1) / 2) {
            throw new IllegalArgumentException(
                    "posterior draws need the unstructured covariance us, but this model has " + parameters
                            + " covariance parameters for " + m + " visits; use us, or draw by the bootstrap");
        }
        return new MmrmPosterior(source, maximum.sigma());
    }

    /** The fitted matrices as a start for a fit to similar data, if that has these groups and visits; else empty. */
    Optional<double[][]> start(Observations others, double scale) {
        if (!others.visits().equals(visits()) || !others.groups().equals(source.observations.groups())) {
            return Optional.empty();
        }
        double ratio = source.design.responseScale() / scale;
        return Optional.of(Arrays.stream(maximum.sigma())
                .map(matrix -> Arrays.stream(matrix)
                        .map(entry -> entry * ratio * ratio)
                        .toArray())
                .toArray(double[][]::new));
    }

    /**
     * Estimates a linear function of the coefficients.
     *
     * @param weights p numbers, not all 0
     * @return the estimate. Not computed if its variance or its degrees of freedom come out as zero
     * @throws IllegalArgumentException if there are not p finite weights or all are 0
     */
    public Outcome<LinearEstimate> estimate(double... weights) {
        check(weights);
        return inference.estimate(weights, coordinates(weights), value(weights));
    }

    private void check(double[] weights) {
        int p = names().size();
        if (weights.length != p || !Arrays.stream(weights).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "a linear function needs " + p + " finite weights, but has " + weights.length);
        }
        if (Arrays.stream(weights).allMatch(weight -> weight == 0)) {
            throw new IllegalArgumentException("a linear function needs a weight other than 0");
        }
    }

    /**
     * Tests that several linear functions of the coefficients are all zero.
     *
     * @param functions at least one function of p weights each; dependent ones count once
     * @return the F test. Not computed if variances or degrees of freedom come out as zero
     * @throws IllegalArgumentException if a function does not have p finite weights or all are 0
     */
    public Outcome<FTest> test(double[]... functions) {
        if (functions.length == 0) {
            throw new IllegalArgumentException("a test needs at least one linear function");
        }
        double[][] coordinates = new double[functions.length][];
        double[] values = new double[functions.length];
        for (int i = 0; i < functions.length; i++) {
            check(functions[i]);
            coordinates[i] = coordinates(functions[i]);
            values[i] = value(functions[i]);
        }
        return inference.test(functions, coordinates, values);
    }

    /**
     * Tests that every coefficient of a term is zero.
     *
     * @param term a term of the model; its variables may stand in any order
     * @return the F test of the term's columns, given all others
     * @throws IllegalArgumentException if the model has no such term
     */
    public Outcome<FTest> test(Term term) {
        List<DesignColumn> columns = source.observations.design().columns();
        double[][] functions = IntStream.range(0, columns.size())
                .filter(j -> columns.get(j).term().filter(term::equals).isPresent())
                .mapToObj(j -> unit(j, columns.size()))
                .toArray(double[][]::new);
        if (functions.length == 0) {
            throw new IllegalArgumentException("the model has no term " + term + " with a column of its own");
        }
        return test(functions);
    }

    /**
     * The estimated coefficients alone.
     *
     * @return p numbers, in the order of {@link #names}
     */
    public double[] estimates() {
        int p = names().size();
        return IntStream.range(0, p).mapToDouble(j -> value(unit(j, p))).toArray();
    }

    /**
     * The coefficients.
     *
     * @return one for each column of the design, or the first failure
     */
    public Outcome<List<Coefficient>> coefficients() {
        List<Coefficient> coefficients = new ArrayList<>();
        for (int i = 0; i < names().size(); i++) {
            String name = names().get(i);
            Outcome<Coefficient> coefficient =
                    estimate(unit(i, names().size())).map(value -> new Coefficient(name, value));
            if (coefficient.value().isEmpty()) {
                return coefficient.map(List::of);
            }
            coefficients.add(coefficient.orElseThrow());
        }
        return Outcome.computed(List.copyOf(coefficients));
    }

    /**
     * The weights of a least-squares mean: the given factors at given levels, covariates at their means over the
     * observations, other factors averaged with equal weights.
     *
     * @param levels the level of each factor that is held
     * @return p weights
     * @throws IllegalArgumentException if a factor or a level does not exist
     */
    public double[] leastSquaresWeights(Map<String, String> levels) {
        return source.observations.design().leastSquaresMean(levels);
    }

    /**
     * The least-squares mean of every arm at every visit.
     *
     * @param armFactor the name of the factor that holds the arms
     * @return arms within visits, in the order of the levels, or the first failure
     * @throws IllegalArgumentException if there is no such factor in the model
     */
    public Outcome<List<VisitMean>> leastSquaresMeans(String armFactor) {
        List<VisitMean> means = new ArrayList<>();
        for (String visit : visits()) {
            for (String arm : arms(armFactor)) {
                Outcome<VisitMean> mean =
                        estimate(weights(armFactor, arm, visit)).map(value -> new VisitMean(arm, visit, value));
                if (mean.value().isEmpty()) {
                    return mean.map(List::of);
                }
                means.add(mean.orElseThrow());
            }
        }
        return Outcome.computed(List.copyOf(means));
    }

    /**
     * The difference of every arm from a reference at every visit.
     *
     * @param armFactor the name of the factor that holds the arms
     * @param reference the arm to subtract
     * @return arms within visits, in the order of the levels, or the first failure
     * @throws IllegalArgumentException if there is no such factor in the model or no such arm
     */
    public Outcome<List<VisitContrast>> contrasts(String armFactor, String reference) {
        List<VisitContrast> contrasts = new ArrayList<>();
        for (String visit : visits()) {
            double[] base = weights(armFactor, reference, visit);
            for (String arm : arms(armFactor)) {
                if (arm.equals(reference)) {
                    continue;
                }
                double[] weights = weights(armFactor, arm, visit);
                for (int j = 0; j < weights.length; j++) {
                    weights[j] -= base[j];
                }
                Outcome<VisitContrast> contrast =
                        estimate(weights).map(value -> new VisitContrast(arm, reference, visit, value));
                if (contrast.value().isEmpty()) {
                    return contrast.map(List::of);
                }
                contrasts.add(contrast.orElseThrow());
            }
        }
        return Outcome.computed(List.copyOf(contrasts));
    }

    private List<String> arms(String armFactor) {
        if (source.observations.design().columns().stream()
                .flatMap(column -> column.parts().stream())
                .noneMatch(part -> part.variable().equals(armFactor))) {
            throw new IllegalArgumentException("the model has no term with the factor " + armFactor);
        }
        return source.observations.design().levels(armFactor);
    }

    private double[] weights(String armFactor, String arm, String visit) {
        return leastSquaresWeights(Map.of(armFactor, arm, source.observations.visitFactor(), visit));
    }
}
