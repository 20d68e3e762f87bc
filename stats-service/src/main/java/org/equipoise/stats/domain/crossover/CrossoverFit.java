package org.equipoise.stats.domain.crossover;

import java.util.List;
import org.apache.commons.statistics.distribution.FDistribution;
import org.equipoise.stats.domain.ConfidenceInterval;
import org.equipoise.stats.domain.Outcome;
import org.equipoise.stats.domain.numerics.StudentT;

/** A fitted crossover trial; made by {@link Crossover#fit}. Immutable. */
public final class CrossoverFit {

    private final Crossover analysis;
    private final CrossoverColumns design;
    private final SubjectModel model;
    private final double[] coefficients;
    private final CrossoverInference inference;

    CrossoverFit(Crossover analysis, CrossoverColumns design, SubjectModel model) {
        this.analysis = analysis;
        this.design = design;
        this.model = model;
        this.coefficients = model.coefficients();
        this.inference = new CrossoverInference(model.inference(), analysis.degreesOfFreedom());
    }

    /**
     * The treatments, in alphabetical order.
     *
     * @return their names
     */
    public List<String> treatments() {
        return design.treatments();
    }

    /**
     * The number of responses.
     *
     * @return rows in the model
     */
    public int observations() {
        return design.rows().size();
    }

    /**
     * The variances.
     *
     * @return that between and that within subjects
     */
    public VarianceComponents variances() {
        return model.variances();
    }

    /**
     * The restricted deviance.
     *
     * @return &minus;2 log likelihood under REML with all constants, ln|X'V&#8315;&sup1;X| included as in R's lme4
     */
    public double restrictedDeviance() {
        return model.deviance();
    }

    /**
     * The difference of two treatments.
     *
     * @param treatment the treatment of interest
     * @param reference the treatment to subtract
     * @return estimate, test and interval. Not computed if the approximate degrees of freedom are not positive
     * @throws IllegalArgumentException if one is no treatment of the trial or both are the same
     */
    public Outcome<TreatmentContrast> contrast(String treatment, String reference) {
        int one = treatments().indexOf(treatment);
        int other = treatments().indexOf(reference);
        if (one < 0 || other < 0 || one == other) {
            throw new IllegalArgumentException("a contrast needs two different treatments out of those with responses");
        }
        double[] functional = new double[coefficients.length];
        int first = design.first(CrossoverEffect.TREATMENT) - 1;
        if (one > 0) {
            functional[first + one] = 1;
        }
        if (other > 0) {
            functional[first + other] = -1;
        }
        double estimate = 0;
        for (int j = 0; j < functional.length; j++) {
            estimate += functional[j] * coefficients[j];
        }
        CrossoverInference.Accuracy accuracy = inference.of(model.rotated(functional));
        double error = accuracy.standardError() * model.scale();
        double t = estimate / error;
        if (!(accuracy.degreesOfFreedom() > 0 && error > 0 && Double.isFinite(t))) {
            return noDegrees(accuracy.degreesOfFreedom());
        }
        StudentT distribution = new StudentT(accuracy.degreesOfFreedom());
        double half = distribution.upperQuantile((1 - analysis.confidenceLevel()) / 2) * error;
        return Outcome.computed(new TreatmentContrast(
                treatment,
                reference,
                estimate,
                error,
                accuracy.degreesOfFreedom(),
                t,
                distribution.outside(t),
                new ConfidenceInterval(estimate - half, estimate + half, analysis.confidenceLevel())));
    }

    /**
     * A test of all differences of an effect.
     *
     * @param effect the effect
     * @return the F test. Not computed if the effect has no differences in the model, or if the approximate degrees of freedom are
     *     not positive
     */
    public Outcome<EffectTest> test(CrossoverEffect effect) {
        int first = design.first(effect);
        int count = design.end(effect) - first;
        if (count == 0) {
            return Outcome.notComputed(
                    Outcome.Reason.NO_SOLUTION,
                    "The model has no differences of the effect " + effect + ".",
                    "For carry-over, put it into the model.");
        }
        double[][] functions = new double[count][];
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            double[] functional = new double[coefficients.length];
            functional[first + i] = 1;
            functions[i] = model.rotated(functional);
            values[i] = coefficients[first + i] / model.scale();
        }
        CrossoverInference.Scaled scaled = inference.test(functions, values);
        if (!(scaled.denominator() > 0 && scaled.statistic() >= 0 && scaled.statistic() < Double.MAX_VALUE)) {
            return noDegrees(scaled.denominator());
        }
        double p = FDistribution.of(count, scaled.denominator()).survivalProbability(scaled.statistic());
        return Outcome.computed(new EffectTest(scaled.statistic(), count, scaled.denominator(), p));
    }

    private static <T> Outcome<T> noDegrees(double degrees) {
        return Outcome.notComputed(
                Outcome.Reason.TOO_FEW_OBSERVATIONS,
                "The approximate degrees of freedom are " + degrees + ".",
                "Wait for more subjects, or use the other degrees of freedom.");
    }
}
