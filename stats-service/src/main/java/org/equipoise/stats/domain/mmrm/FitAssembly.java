package org.equipoise.stats.domain.mmrm;

import java.util.Optional;
import org.equipoise.stats.domain.Outcome;

/** Builds the fit at a maximum: the covariance of the coefficients asked for, and all that inference needs. */
final class FitAssembly {

    private final Mmrm options;
    private final MmrmModel model;
    private final Observations observations;
    private final OrthogonalDesign design;

    FitAssembly(Mmrm options, MmrmModel model, Observations observations, OrthogonalDesign design) {
        this.options = options;
        this.model = model;
        this.observations = observations;
        this.design = design;
    }

    Outcome<MmrmFit> assemble(
            Likelihood likelihood, GroupedCovariance working, Maximum maximum, double[] parameterCovariance) {
        CoefficientCovariance type = options.covarianceFor(model.covariance().structure());
        ModelVariance variance =
                new ModelVariance(maximum.point().root(), maximum.derivatives().projections(), parameterCovariance);
        Optional<Sandwich> sandwich = Optional.empty();
        double[] covariance = identity(design.columns());
        if (type.empirical()) {
            sandwich = Sandwich.of(observations, likelihood, design, maximum, type);
            if (sandwich.isEmpty()) {
                return Outcome.notComputed(
                        Outcome.Reason.NO_SOLUTION,
                        "A subject alone determines a coefficient, so that the jackknife covariance does not exist.",
                        "Choose the bias-reduced empirical covariance, or leave out the term that singles a subject"
                                + " out.");
            }
            covariance = sandwich.get().covariance();
        } else if (type.kenwardRoger()) {
            Optional<double[]> adjusted = adjusted(likelihood, working, maximum, parameterCovariance);
            if (adjusted.isEmpty()) {
                return notAdjustable();
            }
            covariance = adjusted.get();
        }
        for (int i = 0; i < design.columns(); i++) {
            if (!(covariance[i * design.columns() + i] >= 0)) {
                return notAdjustable();
            }
        }
        Inference inference = new Inference(options, variance, covariance, sandwich, new BetweenWithin(observations));
        return Outcome.computed(new MmrmFit(
                new MmrmFit.Source(observations, design), maximum, inference, deviance(maximum), working.size()));
    }

    private static Outcome<MmrmFit> notAdjustable() {
        return Outcome.notComputed(
                Outcome.Reason.NO_SOLUTION,
                "The covariance matrix of the coefficients that was asked for has a negative variance or does not"
                        + " exist.",
                "The data are too few for this adjustment: use Satterthwaite's degrees of freedom, or a structure with"
                        + " fewer parameters.");
    }

    private static double[] identity(int p) {
        double[] identity = new double[p * p];
        for (int i = 0; i < p; i++) {
            identity[i * p + i] = 1;
        }
        return identity;
    }

    private Optional<double[]> adjusted(
            Likelihood likelihood, GroupedCovariance working, Maximum maximum, double[] parameterCovariance) {
        CoefficientCovariance type = options.covarianceFor(model.covariance().structure());
        if (type == CoefficientCovariance.KENWARD_ROGER_LINEAR) {
            return Optional.of(new KenwardRoger(likelihood, maximum, working, maximum.theta(), parameterCovariance)
                    .adjusted(maximum.derivatives().projections(), false));
        }
        int visits = likelihood.visits();
        Parametrization family = type == CoefficientCovariance.KENWARD_ROGER_FULL
                ? model.covariance().structure().unconstrained(visits)
                : model.covariance().structure().natural(visits);
        GroupedCovariance covariance = new GroupedCovariance(family, working.groups());
        double[] theta = covariance.resembling(maximum.sigma());
        ParameterDerivatives derivatives = ParameterDerivatives.of(maximum.entries(), covariance, theta);
        return ParameterCovariance.of(derivatives.observed())
                .map(own -> new KenwardRoger(likelihood, maximum, covariance, theta, own)
                        .adjusted(derivatives.projections(), !family.linear()));
    }

    /** &minus;2l of the response in its own units, with all constants. */
    private double deviance(Maximum maximum) {
        int n = observations.rows();
        int free = options.estimation() == Estimation.REML ? n - design.columns() : n;
        double deviance = maximum.point().value()
                + free * (Math.log(2 * Math.PI) + 2 * Math.log(design.responseScale()))
                - observations.sumOfLogWeights();
        return options.estimation() == Estimation.REML ? deviance + 2 * design.logDeterminant() : deviance;
    }
}
